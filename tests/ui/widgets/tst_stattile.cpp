// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/stattile.h>

#include <tests/support/testmain.h>
#include <tests/ui/widgets/pixels.h>
#include <ui/format/format.h>
#include <ui/theme/theme.h>
#include <ui/widgets/painting.h>

#include <QtGui/QAccessible>
#include <QtGui/QPainter>

#include <limits>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestStatTile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsAReadingWithItsTrend();
    void showsADashAndNoTrendWhenUnknown();
    void greysWhatFewSamplesSay();
    void keepsDigitsInCellsOfOneWidth();
    void breaksTheLineWhereNothingIsKnown();
    void speaksNameAndReading();
};

namespace {

constexpr QSize usual(140, 90);

} // namespace

void TestStatTile::showsAReadingWithItsTrend()
{
    StatTile tile(u"In"_s);
    tile.setReading(Format::rate(426));
    tile.setTrend({1, 5, 2, 8});

    const QImage picture = pictureOf(tile, usual);

    QVERIFY(pixelsOf(picture, tile.palette().color(QPalette::WindowText), 30) > 60);
    QVERIFY(pixelsOf(picture, colour(Role::Accent, tile.palette()), 40) > 40);
}

void TestStatTile::showsADashAndNoTrendWhenUnknown()
{
    StatTile tile(u"In"_s);
    tile.setReading(Format::rate(426));
    tile.setTrend({1, 5, 2, 8});

    tile.setReading(Format::rate(426), StatTile::Trust::Unknown);

    QCOMPARE(tile.reading(), u"—"_s);
    QCOMPARE(pixelsOf(pictureOf(tile, usual), colour(Role::Accent, tile.palette()), 40), 0);
}

void TestStatTile::greysWhatFewSamplesSay()
{
    StatTile tile(u"p99"_s);
    tile.setReading(Format::duration(18ms));
    const QImage strong = pictureOf(tile, usual);
    tile.setReading(Format::duration(18ms), StatTile::Trust::Faint);
    const QImage faint = pictureOf(tile, usual);

    const QColor ink = tile.palette().color(QPalette::WindowText);
    QVERIFY(pixelsOf(strong, ink, 30) > 60);
    QVERIFY(pixelsOf(faint, ink, 30) < 5);
    QVERIFY(tile.spokenName().contains(u"few samples"_s));
}

void TestStatTile::keepsDigitsInCellsOfOneWidth()
{
    QImage image(200, 40, QImage::Format_RGB32);
    QPainter painter(&image);

    QCOMPARE(digitsWidth(painter, u"1111"_s), digitsWidth(painter, u"8888"_s));
    QCOMPARE(paintDigits(painter, {5, 30}, u"71.4"_s), 5 + digitsWidth(painter, u"08.8"_s));
}

void TestStatTile::breaksTheLineWhereNothingIsKnown()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    QImage image(101, 21, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);

    paintSparkline(painter, {0, 0, 100, 20}, std::array{4.F, 4.F, nan, 4.F, 4.F}, Qt::black);

    const auto inked = [&](int from, int to) {
        return pixelsOf(image.copy(from, 0, to - from, 21), Qt::black, 200);
    };
    QVERIFY(inked(2, 24) > 10);
    QCOMPARE(inked(28, 72), 0);
    QVERIFY(inked(76, 98) > 10);
}

void TestStatTile::speaksNameAndReading()
{
    StatTile tile(u"In"_s);
    tile.setReading(Format::rate(426));
    tile.setExplanation(u"messages received per second"_s);

    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(&tile);

    QVERIFY(spoken);
    QCOMPARE(spoken->text(QAccessible::Name), u"In: 426\u202F/s"_s);
    QCOMPARE(spoken->text(QAccessible::Description), u"messages received per second"_s);
}

BREAKWATER_TEST(TestStatTile)
#include "tst_stattile.moc"
