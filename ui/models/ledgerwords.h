// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/models/ledgermodel.h>

//! What the ledger's entries say: in the table, on the clipboard and in files.
namespace Breakwater::Ui::LedgerWords {

QString title(LedgerModel::Column column);
//! Why the column is there, for its tool tip.
QString explanation(LedgerModel::Column column);
//! Short, in one line, safe to show.
QString cell(const LedgerEntry &entry, LedgerModel::Column column);
QString state(const LedgerEntry &entry);
//! "12 s", or "12 s …" while it lives.
QString total(const LedgerEntry &entry);

struct Line
{
    QString name;
    QString value;
};
//! Everything that is known about one message, line by line.
std::vector<Line> details(const LedgerEntry &entry);

//! The row as it is copied: its cells, tab between, none a formula.
QString tabbed(const LedgerEntry &entry);
//! The rows of the model as CSV with machine-readable values: times in UTC, lengths in seconds.
QByteArray csv(const LedgerModel &model);

} // namespace Breakwater::Ui::LedgerWords
