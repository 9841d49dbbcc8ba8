// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>
#include <string>

namespace Breakwater {

//! Finds an id in JSON text by a JSON Pointer (RFC 6901): a string, or an integer below 2^53 as
//! its digits. Pure.
class IdPointer final
{
public:
    //! Empty finds nothing. It has been checked by the configuration: "" or "/…".
    explicit IdPointer(const QString &pointer = {});

    bool isSet() const { return !m_path.isEmpty(); }
    //! None when the text is no JSON, or there is no id at that place. Looks at no text above 1 MiB
    //! and below no more than 32 levels.
    std::optional<std::string> find(const QByteArray &utf8) const;

private:
    QStringList m_path;
};

} // namespace Breakwater
