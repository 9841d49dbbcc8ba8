// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/models/clientmodel.h>

namespace Breakwater::Ui {

//! Puts clients into the order of a column; what is equal there, and what is known nowhere, in
//! order of the ids. What is unknown is less than everything.
void sortClients(ClientRows &rows, ClientModel::Column column, Qt::SortOrder order);

} // namespace Breakwater::Ui
