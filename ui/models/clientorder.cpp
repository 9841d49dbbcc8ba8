// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/clientorder.h>

#include <ui/models/clientwords.h>

#include <algorithm>
#include <utility>

namespace Breakwater::Ui {

namespace {

//! Keys are taken once and lie together: clients are large, and far from each other in memory.
template <class KeyOf> void sortBy(ClientRows &rows, Qt::SortOrder order, KeyOf keyOf)
{
    using Key = decltype(keyOf(*rows.front()));
    std::vector<std::pair<Key, const SessionSnapshot *>> keyed;
    keyed.reserve(rows.size());
    for (const SessionSnapshot *row : rows)
        keyed.emplace_back(keyOf(*row), row);
    const bool isUp = order == Qt::AscendingOrder;
    // The table is in order of ids, and lies in memory as it is.
    std::sort(keyed.begin(), keyed.end(), [isUp](const auto &a, const auto &b) {
        if (a.first < b.first || b.first < a.first)
            return isUp ? a.first < b.first : b.first < a.first;
        return std::less<>()(a.second, b.second);
    });
    std::transform(keyed.begin(), keyed.end(), rows.begin(),
                   [](const auto &one) { return one.second; });
}

//! Compares without regard to upper and lower case, and "client-9" before "client-10": before each
//! number stands how long it is.
QString naturalKey(const QString &text)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    const QString folded = text.toCaseFolded();
    QString key;
    key.reserve(folded.size() + 8);
    for (qsizetype i = 0; i < folded.size();) {
        if (!isDigit(folded[i])) {
            key += folded[i++];
            continue;
        }
        while (i + 1 < folded.size() && folded[i] == u'0' && isDigit(folded[i + 1]))
            ++i; // a leading zero
        const qsizetype from = i;
        while (i < folded.size() && isDigit(folded[i]))
            ++i;
        key += QChar(static_cast<char16_t>(u'0' + std::min<qsizetype>(i - from, 1000)));
        key += QStringView(folded).mid(from, i - from);
    }
    return key;
}

} // namespace

void sortClients(ClientRows &rows, ClientModel::Column column, Qt::SortOrder order)
{
    using Client = SessionSnapshot;
    const auto by = [&](auto keyOf) {
        if (!rows.empty())
            sortBy(rows, order, keyOf);
    };
    switch (column) {
    case ClientModel::ClientColumn:
        return by([](const Client &c) { return naturalKey(ClientWords::name(c)); });
    case ClientModel::FromColumn: return by([](const Client &c) { return naturalKey(c.url); });
    case ClientModel::StateColumn: return by([](const Client &c) { return c.connection; });
    case ClientModel::ConnectedForColumn: return by([](const Client &c) { return c.connectedFor; });
    case ClientModel::GuaranteeColumn: return by([](const Client &c) { return c.guarantee; });
    case ClientModel::BreakerColumn:
        return by([](const Client &c) {
            return std::pair(badness(c.breaker.effectiveState()), c.breaker.override_);
        });
    case ClientModel::QueueColumn: return by([](const Client &c) { return c.queue.queued; });
    case ClientModel::InDoubtColumn: return by([](const Client &c) { return c.queue.inDoubt; });
    case ClientModel::SentColumn: return by([](const Client &c) { return c.messages.sent; });
    case ClientModel::ReceivedColumn:
        return by([](const Client &c) { return c.messages.received; });
    case ClientModel::ConfirmedColumn:
        return by([](const Client &c) { return c.messages.confirmed; });
    case ClientModel::FailedColumn: return by([](const Client &c) { return c.messages.failed; });
    case ClientModel::RttColumn: return by([](const Client &c) { return c.lastRtt; });
    case ClientModel::LatencyColumn: return by([](const Client &c) { return c.period.total.p95; });
    case ClientModel::DuplicatesColumn:
        return by([](const Client &c) { return ClientWords::duplicates(c); });
    case ClientModel::BytesColumn: return by([](const Client &c) { return ClientWords::bytes(c); });
    }
}

} // namespace Breakwater::Ui
