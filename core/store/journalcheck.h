// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QString>

#include <cstdint>

namespace Breakwater {

//! What SQLite would read of a write-ahead log ("PATH-wal"). It stops at the first frame that is
//! not whole and takes the rest for a torn write, without a word, so we look first.
enum class JournalState : std::uint8_t {
    Sound,  //!< or there is none
    CutOff, //!< the last commit is not whole: a power failure before it was confirmed
    Damaged //!< commits that had been confirmed would be lost
};

//! Reads the file, changes nothing.
JournalState checkJournal(const QString &path);

} // namespace Breakwater
