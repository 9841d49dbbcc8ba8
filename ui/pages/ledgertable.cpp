// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/ledgertable.h>

#include <ui/models/ledgermodel.h>
#include <ui/models/ledgerwords.h>
#include <ui/pages/glyphdelegate.h>
#include <ui/theme/messageglyph.h>

#include <QtCore/QCoreApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QTableView>

#include <algorithm>

namespace Breakwater::Ui::LedgerTable {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::LedgerPanel)
};

constexpr int leastReason = 160;

void sizeColumns(QTableView &view)
{
    const QFontMetrics metrics(view.font());
    const auto setWidth = [&](LedgerModel::Column column, const QString &text, int more = 0) {
        const int head = metrics.horizontalAdvance(LedgerWords::title(column)) + 24;
        view.setColumnWidth(column, std::max(metrics.horizontalAdvance(text) + 16 + more, head));
    };
    setWidth(LedgerModel::AcceptedColumn, u"00:00:00.000"_s);
    setWidth(LedgerModel::SessionColumn, u"some session"_s);
    setWidth(LedgerModel::NumberColumn, u"1234567"_s);
    setWidth(LedgerModel::IdColumn, u"order-123456"_s);
    setWidth(LedgerModel::StateColumn, u"Expired in doubt"_s, metrics.height() + 4);
    setWidth(LedgerModel::ConfirmColumn, u"000 ms"_s);
    setWidth(LedgerModel::TotalColumn, u"000 ms …"_s);
    setWidth(LedgerModel::WritingsColumn, u"00"_s);
    setWidth(LedgerModel::RefusalsColumn, u"00"_s);
    setWidth(LedgerModel::SizeColumn, u"999 kB"_s);
}

} // namespace

void prepare(QTableView &view, LedgerModel &model)
{
    view.setModel(&model);
    view.setAccessibleName(Words::tr("The last messages"));
    view.setItemDelegateForColumn(LedgerModel::StateColumn,
                                  new GlyphDelegate(
                                      LedgerModel::StateRole,
                                      [](int state, const QPalette &palette) {
                                          return messageIcon(static_cast<MessageState>(state),
                                                             palette);
                                      },
                                      &view));
    view.horizontalHeader()->setSectionsMovable(true);
    view.horizontalHeader()->setStretchLastSection(false);
    view.horizontalHeader()->setSortIndicator(LedgerModel::AcceptedColumn, Qt::DescendingOrder);
    view.setSortingEnabled(true);
    sizeColumns(view);
}

void fitReason(QTableView &view)
{
    const QHeaderView *header = view.horizontalHeader();
    const int others = header->length() - header->sectionSize(LedgerModel::WhyColumn);
    view.setColumnWidth(LedgerModel::WhyColumn,
                        std::max(leastReason, view.viewport()->width() - others));
}

} // namespace Breakwater::Ui::LedgerTable
