// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/store/sqlitefile.h>

#include <QtCore/QString>

#include <vector>

namespace Breakwater {

//! Where an outbox lies: its files, what may be wrong with them before and beside SQLite, and how
//! that is said. Never deletes or overwrites anything.
class OutboxPlace final
{
public:
    explicit OutboxPlace(const QString &path);

    //! With links resolved, as SQLite sees it.
    const QString &path() const { return m_path; }
    QString journal() const { return m_path + QStringLiteral("-wal"); }
    QString sharedMemory() const { return m_path + QStringLiteral("-shm"); }
    QString reserve() const { return m_path + QStringLiteral("-reserve"); }

    //! Makes an empty file, for our eyes only, where there is none. Fails with what is wrong with
    //! the path, the file or its journal.
    Expected<void> prepare();
    bool isEmpty() const;
    //! Sentences about what works but should not be so; after prepare().
    const std::vector<QString> &warnings() const { return m_warnings; }

    //! "Cannot … the outbox 'PATH': …" for people.
    Error openingFailed(const SqliteFailure &failure) const;
    Error storingFailed(const SqliteFailure &failure) const;
    Error cannotOpen(const QString &why) const;
    Error cannotStore(const QString &why) const;
    //! A sentence: something that is not ours lies at reserve().
    QString reserveBlocked() const;

private:
    QString whyUnusable() const;
    QString whyCannotCreate() const;
    QString whyJournalIsBad();
    void warnOfPermissions();

    QString m_path;
    std::vector<QString> m_warnings;
};

} // namespace Breakwater
