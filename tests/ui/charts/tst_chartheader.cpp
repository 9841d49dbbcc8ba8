// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartheader.h>

#include <tests/support/testmain.h>
#include <tests/ui/widgets/pixels.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

class TestChartHeader final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesOutliveTheSquares();
};

namespace {

constexpr int square = 9 * 9;

//! How much of the second line's colour is in a header of this width. Its name is a few thin
//! letters, much less than a square.
int inkIn(int width)
{
    ChartHeader header(u"Latency"_qs);
    header.setEntries({{u"iii"_qs, u"888 µs"_qs, Role::SeriesA},
                       {u"iii"_qs, u"888 µs"_qs, Role::SeriesB},
                       {u"iii"_qs, u"888 µs"_qs, Role::SeriesC}});
    header.resize(width, header.sizeHint().height());
    return pixelsOf(header.grab().toImage(), colour(Role::SeriesB, header.palette()), 4);
}

} // namespace

// At 1024 pixels only colours told p50 from p99, though names alone had room.
void TestChartHeader::namesOutliveTheSquares()
{
    QVERIFY(inkIn(600) > square); // both

    int width = 600;
    while (inkIn(width) > square)
        --width;
    QVERIFY2(inkIn(width) < square, qPrintable(QString::number(inkIn(width)))); // the name
    while (inkIn(width) < square && width > 100)
        --width;
    QCOMPARE(inkIn(width), square); // and then the square
}

BREAKWATER_TEST(TestChartHeader)
#include "tst_chartheader.moc"
