// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/servicetile.h>

#include <tests/support/testmain.h>
#include <tests/ui/widgets/pixels.h>

#include <QtGui/QPainter>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QApplication>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr WallTime now{std::chrono::seconds(1'800'000'000)};

ServiceState stateOf(double errors, bool isStale = false)
{
    ServiceCard card;
    card.name = u"redis"_s;
    card.events = 12'400;
    card.errors = static_cast<std::uint64_t>(12'400 * errors);
    card.eventsPerSecond = 42;
    card.lastEventAt = now - 3s;
    return serviceState(card,
                        {.now = now,
                         .recentErrors = errors,
                         .isStale = isStale,
                         .silentFor = isStale ? std::optional<Duration>(12s) : std::nullopt});
}

QImage glyph(ServiceHealth health)
{
    QImage image(40, 40, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintHealthGlyph(painter, image.rect(), health, themePalette(false));
    return image;
}

} // namespace

class TestServiceTile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QApplication::setPalette(themePalette(false)); }
    void everyHealthHasAShapeOfItsOwn();
    void saysAllInWords();
    void isChosenByMouseAndReturn();
    void leavesOtherKeysToTheWindow();
    void failingIsSeenAndSoIsSelected_data();
    void failingIsSeenAndSoIsSelected();
    void staleIsGrey();
    void paintsTheSameTwice();
};

void TestServiceTile::everyHealthHasAShapeOfItsOwn()
{
    const ServiceHealth all[]
        = {ServiceHealth::Failing, ServiceHealth::Erring, ServiceHealth::Quiet,
           ServiceHealth::Healthy, ServiceHealth::Unknown};
    for (const ServiceHealth a : all) {
        for (const ServiceHealth b : all) {
            if (a < b)
                QVERIFY2(greyDifference(glyph(a), glyph(b)) > 0.06,
                         qPrintable(serviceHealth(a) + u'/' + serviceHealth(b)));
        }
    }
}

void TestServiceTile::saysAllInWords()
{
    ServiceTile tile;
    tile.setState(stateOf(0.34));
    QCOMPARE(tile.spokenName(), u"redis: Failing · 34.0\u202f%"_s);

    tile.setSelected(true);

    QVERIFY(tile.spokenName().endsWith(u", selected"_s));
    for (const QString &part :
         {u"Events 12.4"_s, u"last minute"_s, u"3\u202fs ago"_s, u"42\u202f/s"_s})
        QVERIFY2(tile.spokenDescription().contains(part), qPrintable(tile.spokenDescription()));
}

void TestServiceTile::isChosenByMouseAndReturn()
{
    ServiceTile tile;
    const QSignalSpy chosen(&tile, &ServiceTile::chosen);

    QTest::mouseClick(&tile, Qt::LeftButton);
    QTest::keyClick(&tile, Qt::Key_Return);
    QTest::keyClick(&tile, Qt::Key_Enter);
    QTest::mouseClick(&tile, Qt::RightButton);

    QCOMPARE(chosen.count(), 3);
}

void TestServiceTile::leavesOtherKeysToTheWindow()
{
    struct Parent : QWidget
    {
        int keys = 0;
        void keyPressEvent(QKeyEvent *) override { ++keys; }
    } parent;
    ServiceTile tile(&parent);

    QTest::keyClick(&tile, Qt::Key_Space); // pauses

    QCOMPARE(parent.keys, 1);
}

void TestServiceTile::failingIsSeenAndSoIsSelected_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestServiceTile::failingIsSeenAndSoIsSelected()
{
    QFETCH(bool, dark);
    QApplication::setPalette(themePalette(dark));
    ServiceTile tile;
    const auto pixels = [&](Role role) {
        return pixelsOf(pictureOf(tile, tile.sizeHint()), colour(role, tile.palette()));
    };
    tile.setState(stateOf(0));
    const int calm = pixels(Role::Failing);
    QVERIFY(pixels(Role::Healthy) > 40);

    tile.setState(stateOf(0.34));
    QVERIFY(pixels(Role::Failing) > calm + 300); // border, glyph, word
    const int unselected = pixels(Role::Accent);
    tile.setSelected(true);

    QVERIFY(pixels(Role::Accent) > unselected + 300);
    QVERIFY(keepPicture(tile, u"servicetile-%1"_s.arg(QLatin1StringView(dark ? "dark" : "light"))));
}

void TestServiceTile::staleIsGrey()
{
    ServiceTile tile;
    tile.setTrend({1, 2, 3});

    tile.setState(stateOf(0.34, true));

    const QImage image = pictureOf(tile, tile.sizeHint());
    QCOMPARE(pixelsOf(image, colour(Role::Failing, tile.palette())), 0);
    QVERIFY(pixelsOf(image, colour(Role::Unknown, tile.palette())) > 100);
    QVERIFY(tile.spokenName().contains(u"Unknown"_s));
}

void TestServiceTile::paintsTheSameTwice()
{
    ServiceTile tile;
    tile.setState(stateOf(0.02));
    tile.setKey(Role::SeriesC);

    QCOMPARE(pictureOf(tile, {280, 140}), pictureOf(tile, {280, 140}));
    QVERIFY(pixelsOf(pictureOf(tile, {280, 140}), colour(Role::SeriesC, tile.palette()), 2) >= 64);
}

BREAKWATER_TEST(TestServiceTile)
#include "tst_servicetile.moc"
