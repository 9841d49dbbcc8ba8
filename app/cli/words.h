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

//! One or many of them, with "%1" for the number.
inline QString counted(std::uint64_t count, const char *one, const char *many)
{
    return tr(count == 1 ? one : many).arg(count);
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

//! From now on warnings of the log are sentences of the program. What was said in this way is not
//! said again by complain().
void speakForTheLog();
//! True when the log's sentence is on stderr already.
bool wasLogged(const QString &sentence);

//! Data for stdout; an error when it did not all get there.
Expected<void> writeOut(const QByteArray &data);

} // namespace Breakwater::Cli
