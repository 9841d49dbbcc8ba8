// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/ledgerwords.h>

#include <core/base/text.h>
#include <ui/format/csv.h>
#include <ui/format/format.h>
#include <ui/format/words.h>

#include <QtCore/QCoreApplication>

namespace Breakwater::Ui::LedgerWords {

using namespace Qt::StringLiterals;
using Column = LedgerModel::Column;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::LedgerWords)
};

constexpr qsizetype longestReason = 1000;

QString idOf(const MessageRecord &record)
{
    return record.explicitId ? sanitised(*record.explicitId) : Format::unknown();
}

QString reasonOf(const MessageRecord &record)
{
    return sanitised(record.why, longestReason);
}

QString nothingIfZero(std::uint32_t count)
{
    return count == 0 ? Format::unknown() : Format::integer(count);
}

} // namespace

QString title(Column column)
{
    switch (column) {
    case LedgerModel::AcceptedColumn: return Words::tr("Accepted");
    case LedgerModel::SessionColumn: return Words::tr("Session");
    case LedgerModel::NumberColumn: return Words::tr("#");
    case LedgerModel::IdColumn: return Words::tr("Id");
    case LedgerModel::StateColumn: return Words::tr("State");
    case LedgerModel::ConfirmColumn: return Words::tr("Confirm");
    case LedgerModel::TotalColumn: return Words::tr("Total");
    case LedgerModel::WritingsColumn: return Words::tr("Writings");
    case LedgerModel::RefusalsColumn: return Words::tr("Refusals");
    case LedgerModel::SizeColumn: return Words::tr("Size");
    case LedgerModel::WhyColumn: return Words::tr("Why");
    }
    return {};
}

QString explanation(Column column)
{
    switch (column) {
    case LedgerModel::AcceptedColumn: return Words::tr("When it was taken over from its sender");
    case LedgerModel::SessionColumn: return Words::tr("The connection it belongs to");
    case LedgerModel::NumberColumn: return Words::tr("Its number in its session");
    case LedgerModel::IdColumn: return Words::tr("The sender's own id, if there is one");
    case LedgerModel::StateColumn: return Words::tr("Where it is, or how it ended");
    case LedgerModel::ConfirmColumn: return Words::tr("From its last writing to its confirmation");
    case LedgerModel::TotalColumn:
        return Words::tr("From acceptance to its end; “…”: so far, it has not ended");
    case LedgerModel::WritingsColumn: return Words::tr("How often it was handed to a transport");
    case LedgerModel::RefusalsColumn: return Words::tr("How often the server closed and blamed it");
    case LedgerModel::SizeColumn: return Words::tr("Its payload");
    case LedgerModel::WhyColumn: return Words::tr("Why it was not delivered");
    }
    return {};
}

QString state(const LedgerEntry &entry)
{
    return entry.record.isStoring ? Words::tr("Being stored")
                                  : Format::messageState(entry.record.state);
}

QString total(const LedgerEntry &entry)
{
    const QString length = Format::duration(entry.total);
    return entry.isLive() ? length + u" …"_s : length;
}

QString cell(const LedgerEntry &entry, Column column)
{
    const MessageRecord &record = entry.record;
    switch (column) {
    case LedgerModel::AcceptedColumn: return Format::timeOfDayExact(entry.acceptedAt);
    case LedgerModel::SessionColumn: return sanitised(entry.sessionName);
    case LedgerModel::NumberColumn: return QString::number(record.id.value);
    case LedgerModel::IdColumn: return idOf(record);
    case LedgerModel::StateColumn: return state(entry);
    case LedgerModel::ConfirmColumn: return Format::duration(entry.confirm);
    case LedgerModel::TotalColumn: return total(entry);
    case LedgerModel::WritingsColumn: return Format::integer(record.writings);
    case LedgerModel::RefusalsColumn: return nothingIfZero(record.refusals);
    case LedgerModel::SizeColumn: return Format::bytes(record.bytes);
    case LedgerModel::WhyColumn: return reasonOf(record);
    }
    return {};
}

std::vector<Line> details(const LedgerEntry &entry)
{
    const MessageRecord &record = entry.record;
    const auto time = [](std::optional<WallTime> at) {
        return at ? Format::dayAndTime(at).section(u' ', 0, 0) + u' ' + Format::timeOfDayExact(at)
                  : Format::unknown();
    };
    const QString meaning = record.isStoring
        ? Words::tr("not accepted yet: the outbox has not committed it")
        : Format::messageMeaning(record.state);
    std::vector<Line> lines{
        {Words::tr("Session"), sanitised(entry.sessionName)},
        {Words::tr("Number"), QString::number(record.id.value)},
        {Words::tr("Id"), idOf(record)},
        {Words::tr("State"), Words::tr("%1: %2").arg(state(entry), meaning)},
        {Words::tr("Accepted"), time(entry.acceptedAt)},
        {Words::tr("Ended"), time(entry.endedAt)},
        {Words::tr("Confirmed in"), Format::duration(entry.confirm)},
        {Words::tr("Total"), total(entry)},
        {Words::tr("Writings"), Format::integer(record.writings)},
        {Words::tr("Refusals"), Format::integer(record.refusals)},
        {Words::tr("Payload"),
         Words::tr("%1, %2").arg(Format::bytes(record.bytes),
                                 record.isText ? Words::tr("text") : Words::tr("binary"))},
        {Words::tr("Priority"),
         record.isCritical ? Words::tr("critical") : Words::tr("best effort")},
        {Words::tr("Came from"),
         record.wasRecovered ? Words::tr("the outbox, after a restart") : Words::tr("its sender")},
    };
    if (!record.why.isEmpty())
        lines.insert(lines.begin() + 4, {Words::tr("Why"), reasonOf(record)});
    return lines;
}

QString tabbed(const LedgerEntry &entry)
{
    QString line;
    for (int column = 0; column < LedgerModel::columns; ++column) {
        if (column > 0)
            line += u'\t';
        line += Format::withoutFormula(cell(entry, static_cast<Column>(column)));
    }
    return line;
}

} // namespace Breakwater::Ui::LedgerWords
