// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/models/clientmodel.h>

//! What a client says of itself: in the table, beside it, and on the clipboard.
namespace Breakwater::Ui::ClientWords {

//! Its name, or its id where it has none. Not yet safe to show.
const QString &name(const SessionSnapshot &client);
//! Sent again by us or by the client, and recognised.
std::uint64_t duplicates(const SessionSnapshot &client);
//! Payload, both ways.
std::uint64_t bytes(const SessionSnapshot &client);

QString title(ClientModel::Column column);
//! What the column means, for its tool tip.
QString explanation(ClientModel::Column column);
//! Short, in one line, safe to show.
QString cell(const SessionSnapshot &client, ClientModel::Column column);
//! What does not fit into the cell, for its tool tip.
QString more(const SessionSnapshot &client, ClientModel::Column column);

struct Line
{
    QString name;
    QString value;
};
//! What the lamp and the gauges do not say of one client, line by line.
std::vector<Line> details(const SessionSnapshot &client);

//! Those rows as CSV, with a line of names: values for programs, lengths in seconds or
//! milliseconds, none a formula.
QString csv(const ClientModel &model, const QList<int> &rows);

} // namespace Breakwater::Ui::ClientWords
