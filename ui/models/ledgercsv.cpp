// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/ledgerwords.h>

#include <core/base/text.h>
#include <ui/format/csv.h>
#include <ui/format/format.h>

#include <QtCore/QStringList>

namespace Breakwater::Ui::LedgerWords {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestText = 10'000;

// Names of columns as programs read them: not translated.
const QStringList &columnNames()
{
    static const QStringList names{u"session"_s,     u"session_name"_s, u"number"_s,
                                   u"id"_s,          u"state"_s,        u"storing"_s,
                                   u"accepted_at"_s, u"ended_at"_s,     u"total_seconds"_s,
                                   u"confirm_ms"_s,  u"writings"_s,     u"refusals"_s,
                                   u"bytes"_s,       u"kind"_s,         u"priority"_s,
                                   u"recovered"_s,   u"why"_s};
    return names;
}

QString yesOrNo(bool yes)
{
    return yes ? u"yes"_s : u"no"_s;
}

//! Empty: not known.
QStringList cells(const LedgerEntry &entry)
{
    const MessageRecord &record = entry.record;
    return {sanitised(record.session.value),
            sanitised(entry.sessionName),
            QString::number(record.id.value),
            record.explicitId ? sanitised(*record.explicitId, longestText) : QString(),
            QString(toString(record.state)),
            yesOrNo(record.isStoring),
            Format::isoUtc(entry.acceptedAt),
            entry.endedAt ? Format::isoUtc(*entry.endedAt) : QString(),
            QString::number(toSeconds(entry.total), 'f', 3),
            entry.confirm ? QString::number(toMilliseconds(*entry.confirm), 'f', 3) : QString(),
            QString::number(record.writings),
            QString::number(record.refusals),
            QString::number(record.bytes),
            record.isText ? u"text"_s : u"binary"_s,
            record.isCritical ? u"critical"_s : u"best_effort"_s,
            yesOrNo(record.wasRecovered),
            sanitised(record.why, longestText)};
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

QByteArray csv(const LedgerModel &model)
{
    QString text;
    append(text, columnNames());
    for (int row = 0; row < model.rowCount(); ++row)
        append(text, cells(*model.entryAt(row)));
    return text.toUtf8();
}

} // namespace Breakwater::Ui::LedgerWords
