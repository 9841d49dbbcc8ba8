// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>

#include <QtCore/QByteArray>
#include <QtCore/QCoreApplication>
#include <QtCore/QString>

namespace Breakwater::Cli {

//! Everything that people read passes here.
inline QString tr(const char *text)
{
    return QCoreApplication::translate("breakwaterctl", text);
}

//! A sentence on stderr, unless the user asked for JSON only.
class Words final
{
public:
    explicit Words(bool isSilent) : m_isSilent(isSilent) { }

    //! "breakwaterctl: sentence".
    void say(const QString &sentence) const;
    //! As it is.
    void line(const QString &text) const;

private:
    bool m_isSilent;
};

//! "breakwaterctl: sentence" on stderr, always: it says why the exit code is not 0.
void complain(const QString &sentence);

//! Data for stdout; an error when it did not all get there.
Expected<void> writeOut(const QByteArray &data);

} // namespace Breakwater::Cli
