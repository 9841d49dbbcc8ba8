// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/store/outboxbatch.h>

#include <QtCore/QVariantList>

// How a message becomes a row of the outbox's table and back. Pure.

namespace Breakwater::OutboxCoding {

inline constexpr int fieldCount = 11;

//! Of the table "message", in the order of the fields below.
QString createTable();
QString selectAll();
QString insertOne();

//! As long as each other, so that SQLite changes them in place, whatever the payload's size.
QString stateName(bool mayBeWritten);

QVariantList encode(const StoredMessage &message, std::int64_t number);

struct Numbered
{
    std::int64_t number = 0;
    StoredMessage message;
};
//! None when the fields are not what encode() made: damaged, or edited by hand.
std::optional<Numbered> decode(const QVariantList &fields);

} // namespace Breakwater::OutboxCoding
