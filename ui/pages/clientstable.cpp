// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/clientstable.h>

#include <ui/models/clientmodel.h>
#include <ui/models/clientwords.h>
#include <ui/pages/glyphdelegate.h>
#include <ui/theme/stateglyph.h>

#include <QtCore/QCoreApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QTableView>

#include <algorithm>

namespace Breakwater::Ui::ClientsTable {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::ClientsPage)
};

constexpr int leastSection = 24;

QIcon shapeIcon(int shape, const QPalette &palette)
{
    return stateIcon(shape == ClientModel::unknownShape
                         ? std::nullopt
                         : std::optional(static_cast<BreakerState>(shape)),
                     palette);
}

//! Wide enough for what may come; measuring 10 000 rows is what makes tables slow.
QString widest(ClientModel::Column column)
{
    switch (column) {
    case ClientModel::ClientColumn: return u"some client-12345"_s;
    case ClientModel::FromColumn: return u"192.168.100.100:40000"_s;
    case ClientModel::StateColumn: return u"Connected"_s;
    case ClientModel::BreakerColumn: return u"FORCED-CLOSED"_s;
    case ClientModel::GuaranteeColumn: return u"application"_s;
    case ClientModel::ConnectedForColumn: return u"23 h 59 m"_s;
    case ClientModel::QueueColumn:
    case ClientModel::InDoubtColumn: return u"99 999"_s;
    case ClientModel::RttColumn:
    case ClientModel::LatencyColumn: return u"99.9 ms"_s;
    case ClientModel::BytesColumn: return u"99.9 MB"_s;
    default: return u"999 999"_s;
    }
}

void sizeColumns(QTableView &view)
{
    const QFontMetrics metrics(view.font());
    for (int i = 0; i < ClientModel::columns; ++i) {
        const auto column = static_cast<ClientModel::Column>(i);
        const int glyph = column == ClientModel::BreakerColumn ? metrics.height() + 4 : 0;
        const int head = metrics.horizontalAdvance(ClientWords::title(column)) + 26;
        view.setColumnWidth(i,
                            std::max(metrics.horizontalAdvance(widest(column)) + 14 + glyph, head));
    }
}

} // namespace

void prepare(QTableView &view, ClientModel &model)
{
    view.setModel(&model);
    view.setAccessibleName(Words::tr("The clients"));
    view.setItemDelegateForColumn(ClientModel::BreakerColumn,
                                  new GlyphDelegate(ClientModel::ShapeRole, shapeIcon, &view));
    QHeaderView *header = view.horizontalHeader();
    header->setSectionsMovable(true);
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(leastSection);
    header->setSortIndicator(ClientModel::ClientColumn, Qt::AscendingOrder);
    view.setSortingEnabled(true);
    view.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    sizeColumns(view);
}

} // namespace Breakwater::Ui::ClientsTable
