// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/outboxcoding.h>

#include <xxhash.h>

#include <algorithm>
#include <limits>
#include <memory>

namespace Breakwater::OutboxCoding {

using namespace Qt::StringLiterals;

namespace {

using std::chrono::milliseconds;

// The payload comes last: what is before it lies in the first page of the row.
enum Field {
    Number,
    Key,
    Session,
    State,
    Refusals,
    StoredAt,
    Ttl,
    Kind,
    ExplicitId,
    Checksum,
    Payload
};
static_assert(Payload + 1 == fieldCount);

const QString fieldNames
    = u"number, key, session, state, refusals, stored_at, ttl, kind, id, checksum, payload"_qs;

// A lifetime beyond it was not written by us, and would overflow in nanoseconds.
constexpr std::int64_t longestTtl = milliseconds(std::chrono::years(100)).count();

QString kindName(PayloadKind kind)
{
    return kind == PayloadKind::Text ? u"text"_qs : u"binary"_qs;
}

//! Qt binds a null QByteArray as NULL; an empty payload is a payload.
QByteArray blob(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

class Digest final
{
public:
    Digest() : m_state(XXH3_createState()) { XXH3_64bits_reset(m_state.get()); }

    void add(std::int64_t number) { XXH3_64bits_update(m_state.get(), &number, sizeof number); }
    void add(const QByteArray &bytes)
    {
        add(bytes.size());
        XXH3_64bits_update(m_state.get(), bytes.constData(),
                           static_cast<std::size_t>(bytes.size()));
    }
    std::int64_t result() const
    {
        return static_cast<std::int64_t>(XXH3_64bits_digest(m_state.get()));
    }

private:
    struct Free
    {
        void operator()(XXH3_state_t *state) const { XXH3_freeState(state); }
    };
    std::unique_ptr<XXH3_state_t, Free> m_state;
};

//! SQLite has no checksum of its own for what it stores. Of all that never changes.
std::int64_t checksum(const QVariantList &fields)
{
    Digest digest;
    for (const Field field : {Number, Key, StoredAt, Ttl})
        digest.add(fields[field].toLongLong());
    for (const Field field : {Session, Kind, ExplicitId, Payload})
        digest.add(fields[field].toByteArray());
    digest.add(fields[ExplicitId].isNull() ? 1 : 0);
    return digest.result();
}

bool isSound(const QVariantList &fields)
{
    const QString state = fields[State].toString();
    const std::int64_t ttl = fields[Ttl].toLongLong();
    return (state == stateName(false) || state == stateName(true)) && ttl >= 0 && ttl <= longestTtl
        && fields[Refusals].toLongLong() >= 0
        && fields[Refusals].toLongLong() <= std::numeric_limits<std::uint32_t>::max()
        && fields[Checksum].toLongLong() == checksum(fields);
}

} // namespace

QString createTable()
{
    return u"CREATE TABLE message (number INTEGER PRIMARY KEY, key INTEGER NOT NULL, "
           u"session TEXT NOT NULL, state TEXT NOT NULL, refusals INTEGER NOT NULL, "
           u"stored_at INTEGER NOT NULL, ttl INTEGER NOT NULL, kind TEXT NOT NULL, id BLOB, "
           u"checksum INTEGER NOT NULL, payload BLOB NOT NULL)"_qs;
}

QString selectAll()
{
    return u"SELECT %1 FROM message ORDER BY number"_qs.arg(fieldNames);
}

QString insertOne()
{
    return u"INSERT INTO message (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_qs.arg(fieldNames);
}

QString stateName(bool mayBeWritten)
{
    return mayBeWritten ? u"marked"_qs : u"queued"_qs;
}

QVariantList encode(const StoredMessage &message, std::int64_t number)
{
    const OutboxRow &row = message.row;
    QVariantList fields(fieldCount);
    fields[Number] = qint64(number);
    fields[Key] = qint64(row.key.value);
    fields[Session] = message.session.value;
    fields[State] = stateName(row.mayBeWritten);
    fields[Refusals] = row.refusals;
    fields[StoredAt] = qint64(message.storedAt.time_since_epoch().count());
    fields[Ttl] = qint64(std::min(std::chrono::ceil<milliseconds>(row.ttl).count(), longestTtl));
    fields[Kind] = kindName(row.kind);
    fields[ExplicitId] = row.explicitId ? QVariant(blob(QByteArray::fromStdString(*row.explicitId)))
                                        : QVariant(QMetaType::fromType<QByteArray>());
    fields[Payload] = blob(row.payload);
    fields[Checksum] = qint64(checksum(fields));
    return fields;
}

std::optional<Numbered> decode(const QVariantList &fields)
{
    if (fields.size() != fieldCount || !isSound(fields))
        return std::nullopt;
    const QVariant &id = fields[ExplicitId];
    return Numbered{
        .number = fields[Number].toLongLong(),
        .message = {
            .session = {fields[Session].toString()},
            .row = {
                .key = {static_cast<std::uint64_t>(fields[Key].toLongLong())},
                .payload = fields[Payload].toByteArray(),
                .kind = fields[Kind].toString() == kindName(PayloadKind::Text) ? PayloadKind::Text
                                                                              : PayloadKind::Binary,
                .explicitId = id.isNull() ? std::nullopt
                                          : std::optional(id.toByteArray().toStdString()),
                .ttl = milliseconds(fields[Ttl].toLongLong()),
                .mayBeWritten = fields[State].toString() == stateName(true),
                .refusals = static_cast<std::uint32_t>(fields[Refusals].toLongLong()),
            },
            .storedAt = WallTime(milliseconds(fields[StoredAt].toLongLong())),
        },
    };
}

} // namespace Breakwater::OutboxCoding
