// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QTableView;

namespace Breakwater::Ui {

class LedgerModel;

//! How the ledger looks as a table.
namespace LedgerTable {

//! Columns, shapes of the states, newest first.
void prepare(QTableView &view, LedgerModel &model);
//! The reason takes what the others leave, and is never so short that it says nothing. Call when
//! the width or the columns change.
void fitReason(QTableView &view);

} // namespace LedgerTable

} // namespace Breakwater::Ui
