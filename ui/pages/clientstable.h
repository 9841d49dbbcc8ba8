// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QTableView;

namespace Breakwater::Ui {

class ClientModel;

//! How the clients look as a table.
namespace ClientsTable {

//! Columns, shapes of the breakers, in order of the names.
void prepare(QTableView &view, ClientModel &model);

} // namespace ClientsTable

} // namespace Breakwater::Ui
