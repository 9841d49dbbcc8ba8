// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <vector>

namespace Breakwater::Bench {

//! A document written by way of QJsonObject and QJsonDocument, as whoever uses these has to: a tree
//! is made of keys and values, then the tree is written. The keys and values are at hand, which a
//! program's own are not, so this is the least that it takes.
class TreeDocument final
{
public:
    explicit TreeDocument(const QJsonObject &content);

    QJsonObject tree() const;

private:
    struct Part
    {
        QString key; //!< empty in an array
        QJsonValue value;
        std::vector<Part> parts; //!< of an object or array; its value is empty then
    };
    static Part partOf(const QString &key, const QJsonValue &value);
    static QJsonValue made(const Part &part);

    Part m_root;
};

} // namespace Breakwater::Bench
