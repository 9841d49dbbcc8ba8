// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/breakerlamp.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <tests/ui/widgets/pixels.h>
#include <ui/models/snapshotfeed.h>
#include <ui/theme/theme.h>

#include <QtGui/QAccessible>
#include <QtTest/QSignalSpy>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QSize usual(270, 90);

LampState lampOf(std::optional<BreakerState> state)
{
    LampState lamp;
    lamp.state = state;
    lamp.reason = u"52.4 % failed in the last 10 s"_s;
    lamp.now = u"for 45 s"_s;
    lamp.next = u"next probe in 12 s"_s;
    return lamp;
}

} // namespace

class TestBreakerLamp final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_time = std::make_unique<ManualTimeSystem>();
        m_feed = std::make_unique<SnapshotFeed>(*m_time);
        m_sequence = 0;
    }
    void cleanup() { m_feed.reset(); }
    void showsEachStateInItsColour_data();
    void showsEachStateInItsColour();
    void tellsTheStatesApartWithoutColour_data();
    void tellsTheStatesApartWithoutColour();
    void framesAnOverride();
    void whenTheStreamDropsNoColourStays();
    void announcesChangesOfStateOnly();
    void saysAllOfItInWords();
    void fitsInItsSmallestSizeWithLongWords();

private:
    void show(const SessionSnapshot &session)
    {
        m_feed->accept(SnapshotBuilder(++m_sequence).at(m_time->sample()).session(session).build());
        m_feed->select(session.id);
    }
    std::unique_ptr<ManualTimeSystem> m_time;
    std::unique_ptr<SnapshotFeed> m_feed;
    std::uint64_t m_sequence = 0;
};

void TestBreakerLamp::showsEachStateInItsColour_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addRow("light") << false;
    QTest::addRow("dark") << true;
}

void TestBreakerLamp::showsEachStateInItsColour()
{
    QFETCH(bool, dark);
    BreakerLamp lamp;
    lamp.setPalette(themePalette(dark));
    const std::array<std::optional<BreakerState>, 4> states{
        BreakerState::Closed, BreakerState::HalfOpen, BreakerState::Open, std::nullopt};

    for (const auto &state : states) {
        lamp.setState(lampOf(state));
        const QImage picture = pictureOf(lamp, usual);

        for (const auto &other : states) {
            const int pixels = pixelsOf(picture, colour(roleOf(other), lamp.palette()), 6);
            if (other == state)
                QVERIFY2(pixels > 500, qPrintable(QString::number(pixels)));
            else
                QVERIFY2(pixels < 60, qPrintable(QString::number(pixels)));
        }
    }
}

void TestBreakerLamp::tellsTheStatesApartWithoutColour_data()
{
    showsEachStateInItsColour_data();
}

void TestBreakerLamp::tellsTheStatesApartWithoutColour()
{
    QFETCH(bool, dark);
    BreakerLamp lamp;
    lamp.setPalette(themePalette(dark));
    QList<QImage> glyphs;
    for (const std::optional<BreakerState> state : std::array<std::optional<BreakerState>, 4>{
             BreakerState::Closed, BreakerState::HalfOpen, BreakerState::Open, std::nullopt}) {
        lamp.setState(lampOf(state));
        glyphs += pictureOf(lamp, usual).copy(8, 18, 54, 54);
    }

    for (qsizetype a = 0; a < glyphs.size(); ++a) {
        for (qsizetype b = a + 1; b < glyphs.size(); ++b) {
            const double difference = greyDifference(glyphs[a], glyphs[b]);
            QVERIFY2(difference >= 0.15,
                     qPrintable(u"%1 and %2: %3"_s.arg(a).arg(b).arg(difference)));
        }
    }
}

void TestBreakerLamp::framesAnOverride()
{
    BreakerLamp lamp;
    LampState state = lampOf(BreakerState::Open);
    lamp.setState(state);
    const QImage plain = pictureOf(lamp, usual);
    state.override_ = BreakerOverride::ForcedOpen;
    lamp.setState(state);
    const QImage forced = pictureOf(lamp, usual);
    state = lampOf(BreakerState::Closed);
    state.isEnabled = false;
    lamp.setState(state);

    QVERIFY(greyDifference(plain, forced) > 0.005);
    QVERIFY(lamp.spokenName().contains(u"DISABLED"_s));
}

//! Pitfall 21: when the stream drops, the dashboard keeps the last colours.
void TestBreakerLamp::whenTheStreamDropsNoColourStays()
{
    BreakerLamp lamp;
    show(SessionBuilder(u"a"_s));
    lamp.setState(lampState(*m_feed));
    const QColor green = colour(Role::Healthy, lamp.palette());
    QVERIFY(pixelsOf(pictureOf(lamp, usual), green) > 500);

    m_time->advance(10s);
    lamp.setState(lampState(*m_feed));

    const QImage picture = pictureOf(lamp, usual);
    QCOMPARE(pixelsOf(picture, green), 0);
    QVERIFY(pixelsOf(picture, colour(Role::Unknown, lamp.palette())) > 200);
    QVERIFY(lamp.spokenName().contains(u"UNKNOWN"_s));
}

void TestBreakerLamp::announcesChangesOfStateOnly()
{
    BreakerLamp lamp;
    QSignalSpy announced(&lamp, &BreakerLamp::announced);

    lamp.setState(lampOf(BreakerState::Closed)); // the first is no change
    LampState ticked = lampOf(BreakerState::Closed);
    ticked.now = u"for 46 s"_s;
    lamp.setState(ticked);
    QCOMPARE(announced.count(), 0);
    lamp.setState(lampOf(BreakerState::Open));
    QCOMPARE(announced.count(), 1);
    lamp.setState(lampOf(std::nullopt));

    QCOMPARE(announced.count(), 2);
}

void TestBreakerLamp::saysAllOfItInWords()
{
    BreakerLamp lamp;
    lamp.setState(lampOf(BreakerState::HalfOpen));

    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(&lamp);

    QVERIFY(spoken);
    QCOMPARE(spoken->role(), QAccessible::Indicator);
    const QString name = spoken->text(QAccessible::Name);
    for (const QString &part :
         {u"HALF-OPEN"_s, u"52.4 %"_s, u"for 45 s"_s, u"next probe in 12 s"_s})
        QVERIFY2(name.contains(part), qPrintable(name));
    QVERIFY(lamp.toolTip().contains(u"next probe in 12 s"_s));
}

void TestBreakerLamp::fitsInItsSmallestSizeWithLongWords()
{
    BreakerLamp lamp;
    LampState longest = lampOf(BreakerState::Closed);
    longest.override_ = BreakerOverride::ForcedClosed;
    longest.reason = u"a reason that is far too long for a lamp, and even longer abroad"_s;
    lamp.setState(longest);

    const QImage picture = pictureOf(lamp, lamp.minimumSizeHint());

    // Nothing but the border may touch the edge: text that is cut off does.
    const QColor ink = lamp.palette().color(QPalette::WindowText);
    const QRect inside = picture.rect().adjusted(3, 3, -3, -3);
    QVERIFY(pixelsOf(picture, ink) > 0);
    QCOMPARE(pixelsOf(picture, ink), pixelsOf(picture.copy(inside), ink));
}

BREAKWATER_TEST(TestBreakerLamp)
#include "tst_breakerlamp.moc"
