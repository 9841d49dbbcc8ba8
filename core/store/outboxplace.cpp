// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/outboxplace.h>

#include <core/store/journalcheck.h>

#include <QtCore/QDir>
#include <QtCore/QFileInfo>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

QString native(const QString &path)
{
    return u"'%1'"_qs.arg(QDir::toNativeSeparators(path));
}

QString reasonOf(const SqliteFailure &failure)
{
    switch (failure.code) {
    case SqliteFailure::Busy: return u"it is in use by another program"_qs;
    case SqliteFailure::ReadOnly:
        return u"it cannot be written; check its permissions and its directory's"_qs;
    case SqliteFailure::InputOutput: return u"the disk failed (%1)"_qs.arg(failure.text);
    case SqliteFailure::Corrupt: return u"it is damaged (%1)"_qs.arg(failure.text);
    case SqliteFailure::Full: return u"no space is left on its disk"_qs;
    case SqliteFailure::CannotOpen:
        return u"it cannot be opened; check its permissions and its directory's"_qs;
    case SqliteFailure::NotADatabase: return u"it is not an SQLite database"_qs;
    default: return failure.text;
    }
}

const QString moveAway = u"move it away to start with an empty one"_qs;

} // namespace

OutboxPlace::OutboxPlace(const QString &path)
{
    const QFileInfo file(path);
    m_path = file.exists() ? file.canonicalFilePath() : file.absoluteFilePath();
}

Expected<void> OutboxPlace::prepare()
{
    m_warnings.clear();
    QString why = whyUnusable();
    if (why.isEmpty())
        why = whyJournalIsBad();
    if (why.isEmpty())
        why = whyCannotCreate(); // last: what is refused finds no new file beside it
    if (!why.isEmpty())
        return Unexpected<Error>(cannotOpen(why));
    warnOfPermissions();
    return {};
}

bool OutboxPlace::isEmpty() const
{
    return QFileInfo(m_path).size() == 0;
}

Error OutboxPlace::openingFailed(const SqliteFailure &failure) const
{
    const QString why = reasonOf(failure);
    return cannotOpen(failure.isDamage() ? why + u"; "_qs + moveAway : why);
}

Error OutboxPlace::storingFailed(const SqliteFailure &failure) const
{
    return cannotStore(reasonOf(failure));
}

Error OutboxPlace::cannotOpen(const QString &why) const
{
    return {ErrorKind::FileAccess, u"Cannot open the outbox %1: %2."_qs.arg(native(m_path), why)};
}

Error OutboxPlace::cannotStore(const QString &why) const
{
    return {ErrorKind::FileAccess,
            u"Cannot store in the outbox %1: %2."_qs.arg(native(m_path), why)};
}

QString OutboxPlace::reserveBlocked() const
{
    return u"No space is kept in reserve for the outbox %1: %2 is not a file that Breakwater made; move it away."_qs
        .arg(native(m_path), native(reserve()));
}

QString OutboxPlace::whyUnusable() const
{
    const QFileInfo file(m_path);
    if (!SqliteFile::isSupported())
        return u"Qt's plugin for SQLite is not installed (Debian: libqt6sql6-sqlite)"_qs;
    if (file.isDir())
        return u"it is a directory; name a file in it"_qs;
    if (file.exists() && !file.isFile())
        return u"it is not a regular file"_qs;
    if (!file.absoluteDir().exists())
        return u"there is no directory %1"_qs.arg(native(file.absolutePath()));
    if (!QFileInfo(file.absolutePath()).isWritable())
        return u"its directory %1 cannot be written"_qs.arg(native(file.absolutePath()));
    if (file.exists() && !file.isWritable())
        return u"it cannot be written"_qs;
    return {};
}

//! SQLite silently throws away the journal of a file that is missing or empty, and every commit
//! after the first that it cannot read.
QString OutboxPlace::whyJournalIsBad()
{
    const bool hasJournal = QFileInfo(journal()).size() > 0;
    if (hasJournal && isEmpty())
        return u"it is missing or empty, but its journal %1 is there; bring it back, or move the journal away too"_qs
            .arg(native(journal()));
    switch (checkJournal(journal())) {
    case JournalState::Sound: break;
    case JournalState::CutOff:
        m_warnings.push_back(
            u"The last change in the outbox %1 was cut off, as by a power failure, and is left out."_qs
                .arg(native(m_path)));
        break;
    case JournalState::Damaged:
        return u"its journal %1 is damaged; move both away to start with an empty one"_qs.arg(
            native(journal()));
    }
    return {};
}

//! Before SQLite does, which would let everybody read it. An existing file is never opened here:
//! closing it would end the locks that another outbox of this process has on it.
QString OutboxPlace::whyCannotCreate() const
{
    QFile file(m_path);
    if (file.exists()
        || file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                     QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return {};
    return u"it cannot be created (%1)"_qs.arg(file.errorString());
}

void OutboxPlace::warnOfPermissions()
{
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
        | QFileDevice::WriteOther;
    if (QFileInfo(m_path).permissions() & others) {
        m_warnings.push_back(
            u"Others may read the outbox %1, and with it what was sent; chmod 600 ends that."_qs
                .arg(native(m_path)));
    }
}

} // namespace Breakwater
