// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/ledgerfilter.h>

#include <ui/models/messageledger.h>

#include <algorithm>

namespace Breakwater::Ui {

namespace {

bool occurs(const QString &word, const LedgerEntry &entry)
{
    const auto in
        = [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); };
    const MessageRecord &record = entry.record;
    const QString number = QString::number(record.id.value);
    if (word.startsWith(u'#') && word.size() > 1 && QStringView(word).mid(1) == number)
        return true;
    return in(number) || in(entry.sessionName) || in(record.why)
        || (record.explicitId && in(*record.explicitId));
}

} // namespace

bool LedgerFilter::accepts(const LedgerEntry &entry) const
{
    if (!states.has(entry.record.state) || (session && entry.record.session != *session))
        return false;
    return std::all_of(words.begin(), words.end(),
                       [&entry](const QString &word) { return occurs(word, entry); });
}

} // namespace Breakwater::Ui
