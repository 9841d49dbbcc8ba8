// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/endpoint.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <vector>

namespace Breakwater {

//! What was given to reach a source and is nobody else's business. A server that says it back, in
//! an error or in its data, does not get it shown or exported. Pure.
class WatchSecrets final
{
public:
    explicit WatchSecrets(const Endpoint &endpoint);

    //! Token, password and header values replaced by "…"; short ones are left, they may be any
    //! word.
    QByteArray withoutSecrets(QByteArray utf8) const;
    //! The values of the URL's query too.
    QString withoutSecrets(QString text) const;

private:
    std::vector<QByteArray> m_secrets;
    std::vector<QString> m_queryValues;
};

} // namespace Breakwater
