// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/outboxcoding.h>

#include <tests/fuzz/fuzz.h>

#include <QtCore/QDataStream>

using namespace Breakwater;

namespace {

//! One value of a row as SQLite may hold it, whatever the table says: nothing, number, text, bytes.
QVariant fieldFrom(QDataStream &stream)
{
    quint8 kind = 0;
    stream >> kind;
    if (kind % 4 == 0)
        return QVariant(QMetaType::fromType<QByteArray>());
    if (kind % 4 == 1) {
        qint64 number = 0;
        stream >> number;
        return number;
    }
    quint8 length = 0;
    stream >> length;
    QByteArray bytes(length, '\0');
    bytes.truncate(std::max(0, stream.readRawData(bytes.data(), length)));
    return kind % 4 == 2 ? QVariant(QString::fromUtf8(bytes)) : QVariant(bytes);
}

void mustReadTheSame(const OutboxCoding::Numbered &row)
{
    const QVariantList fields = OutboxCoding::encode(row.message, row.number);
    const auto again = OutboxCoding::decode(fields);
    MUST(again && again->number == row.number);
    MUST(again->message.session.value == row.message.session.value);
    MUST(again->message.row.payload == row.message.row.payload);
    MUST(again->message.row.explicitId == row.message.row.explicitId);
    MUST(again->message.row.key == row.message.row.key);
    MUST(again->message.row.ttl == row.message.row.ttl);
    MUST(again->message.storedAt == row.message.storedAt);
    MUST(again->message.row.refusals == row.message.row.refusals);
}

OutboxCoding::Numbered rowFrom(QDataStream &stream)
{
    OutboxCoding::Numbered row;
    qint64 number = 0;
    qint64 storedAt = 0;
    quint64 key = 0;
    quint32 ttl = 0;
    quint8 flags = 0;
    QString id;
    stream >> number >> storedAt >> key >> ttl >> flags >> row.message.row.refusals;
    row.number = number;
    row.message.session.value = fieldFrom(stream).toString();
    row.message.row.key.value = key;
    row.message.row.payload = fieldFrom(stream).toByteArray();
    row.message.row.ttl = std::chrono::milliseconds(ttl);
    row.message.row.mayBeWritten = flags & 1;
    if (flags & 2)
        row.message.row.explicitId = fieldFrom(stream).toByteArray().toStdString();
    if (flags & 4)
        row.message.row.kind = PayloadKind::Binary;
    row.message.storedAt = WallTime(std::chrono::milliseconds(storedAt));
    return row;
}

} // namespace

//! A row of the outbox, damaged in any way: it is refused, or a message that reads the same again.
//! And a message of any content reads back, unless one of its fields is then changed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = Fuzz::bytesOf(data, size);
    QDataStream stream(bytes);
    const OutboxCoding::Numbered row = rowFrom(stream);
    mustReadTheSame(row);

    QVariantList fields = OutboxCoding::encode(row.message, row.number);
    quint8 which = 0;
    stream >> which;
    fields[which % fields.size()] = fieldFrom(stream);
    if (const auto damaged = OutboxCoding::decode(fields))
        mustReadTheSame(*damaged);

    QVariantList foreign;
    while (foreign.size() < OutboxCoding::fieldCount)
        foreign += fieldFrom(stream);
    if (const auto read = OutboxCoding::decode(foreign))
        mustReadTheSame(*read);
    return 0;
}
