// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/ledgerorder.h>

#include <algorithm>

namespace Breakwater::Ui {

namespace {

//! The older message comes first; of one moment, the smaller number.
bool isOlder(const LedgerEntry &a, const LedgerEntry &b)
{
    if (a.record.acceptedAt != b.record.acceptedAt)
        return a.record.acceptedAt < b.record.acceptedAt;
    if (a.record.id != b.record.id)
        return a.record.id < b.record.id;
    return a.record.session < b.record.session;
}

//! What is unknown comes before everything.
template <class Value>
void sortBy(std::vector<LedgerEntryPtr> &entries, Qt::SortOrder order, Value value)
{
    const bool isUp = order == Qt::AscendingOrder;
    std::sort(entries.begin(), entries.end(),
              [&](const LedgerEntryPtr &a, const LedgerEntryPtr &b) {
                  const auto &left = value(*a);
                  const auto &right = value(*b);
                  if (left < right || right < left)
                      return isUp ? left < right : right < left;
                  return isOlder(*b, *a);
              });
}

} // namespace

void sortLedger(std::vector<LedgerEntryPtr> &entries, LedgerModel::Column column,
                Qt::SortOrder order)
{
    using Entry = LedgerEntry;
    const auto by = [&](auto value) { sortBy(entries, order, value); };
    switch (column) {
    case LedgerModel::AcceptedColumn:
        return std::sort(entries.begin(), entries.end(),
                         [isUp = order == Qt::AscendingOrder](const auto &a, const auto &b) {
                             return isUp ? isOlder(*a, *b) : isOlder(*b, *a);
                         });
    case LedgerModel::SessionColumn:
        return by([](const Entry &e) -> const QString & { return e.sessionName; });
    case LedgerModel::NumberColumn: return by([](const Entry &e) { return e.record.id; });
    case LedgerModel::IdColumn:
        return by(
            [](const Entry &e) -> const std::optional<QString> & { return e.record.explicitId; });
    case LedgerModel::StateColumn: return by([](const Entry &e) { return e.record.state; });
    case LedgerModel::ConfirmColumn: return by([](const Entry &e) { return e.confirm; });
    case LedgerModel::TotalColumn: return by([](const Entry &e) { return e.total; });
    case LedgerModel::WritingsColumn: return by([](const Entry &e) { return e.record.writings; });
    case LedgerModel::RefusalsColumn: return by([](const Entry &e) { return e.record.refusals; });
    case LedgerModel::SizeColumn: return by([](const Entry &e) { return e.record.bytes; });
    case LedgerModel::WhyColumn:
        return by([](const Entry &e) -> const QString & { return e.record.why; });
    }
}

} // namespace Breakwater::Ui
