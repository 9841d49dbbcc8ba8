// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/clientwords.h>

#include <core/base/text.h>
#include <ui/format/csv.h>

#include <QtCore/QStringList>

namespace Breakwater::Ui::ClientWords {

using namespace Qt::StringLiterals;

namespace {

// Names of columns as programs read them: not translated.
const QStringList &columnNames()
{
    static const QStringList names{u"id"_s,
                                   u"name"_s,
                                   u"from"_s,
                                   u"state"_s,
                                   u"connected_seconds"_s,
                                   u"guarantee"_s,
                                   u"breaker"_s,
                                   u"override"_s,
                                   u"queued"_s,
                                   u"in_doubt"_s,
                                   u"sent"_s,
                                   u"received"_s,
                                   u"confirmed"_s,
                                   u"failed"_s,
                                   u"rtt_ms"_s,
                                   u"total_p95_ms"_s,
                                   u"deduplicated"_s,
                                   u"received_duplicates"_s,
                                   u"sent_bytes"_s,
                                   u"received_bytes"_s};
    return names;
}

//! Empty: not known.
QString milliseconds(const std::optional<Duration> &duration)
{
    return duration ? QString::number(toMilliseconds(*duration), 'f', 3) : QString();
}

QStringList cells(const SessionSnapshot &client)
{
    const MessageCounters &messages = client.messages;
    return {sanitised(client.id.value),
            sanitised(client.name),
            sanitised(client.url),
            QString(toString(client.connection)),
            client.connectedFor ? QString::number(toSeconds(*client.connectedFor), 'f', 3)
                                : QString(),
            QString(toString(client.guarantee)),
            QString(toString(client.breaker.state)),
            QString(toString(client.breaker.override_)),
            QString::number(client.queue.queued),
            QString::number(client.queue.inDoubt),
            QString::number(messages.sent),
            QString::number(messages.received),
            QString::number(messages.confirmed),
            QString::number(messages.failed),
            milliseconds(client.lastRtt),
            milliseconds(client.period.total.p95),
            QString::number(messages.deduplicated),
            QString::number(messages.receivedDuplicates),
            QString::number(messages.sentBytes),
            QString::number(messages.receivedBytes)};
}

void append(QString &text, const QStringList &cells)
{
    for (const QString &cell : cells) {
        if (&cell != &cells.front())
            text += u',';
        text += Format::csvCell(cell);
    }
    text += u"\r\n"_s;
}

} // namespace

QString csv(const ClientModel &model, const QList<int> &rows)
{
    QString text;
    append(text, columnNames());
    for (const int row : rows)
        append(text, cells(model.clientAt(row)));
    return text;
}

} // namespace Breakwater::Ui::ClientWords
