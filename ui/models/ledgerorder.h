// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/models/ledgermodel.h>

namespace Breakwater::Ui {

//! Puts entries into the order of a column; what is equal there, newest first.
void sortLedger(std::vector<LedgerEntryPtr> &entries, LedgerModel::Column column,
                Qt::SortOrder order);

} // namespace Breakwater::Ui
