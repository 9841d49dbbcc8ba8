// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/history/statetimeline.h>

#include <tests/support/testmain.h>

using namespace Breakwater;

class StateTimelineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spansFollowEachOther();
    void theSameStateStaysOneSpan();
    void onlyTouchingSpansAreFound();
    void aClockSetBackForgetsWhatLayAfter();
    void oldestSpansLeave();
};

void StateTimelineTest::spansFollowEachOther()
{
    StateTimeline timeline;

    timeline.change(10, BreakerState::Closed);
    timeline.change(20, BreakerState::Open);
    timeline.change(30, std::nullopt);

    const std::vector<StateSpan> spans = timeline.between(0, 100);
    QCOMPARE(spans.size(), 3U);
    QCOMPARE(spans[0].to, std::optional(20.0));
    QCOMPARE(spans[1].state, std::optional(BreakerState::Open));
    QVERIFY(!spans[2].state);
    QVERIFY(!spans[2].to);
}

void StateTimelineTest::theSameStateStaysOneSpan()
{
    StateTimeline timeline;

    timeline.change(10, BreakerState::Closed);
    timeline.change(20, BreakerState::Closed);

    QCOMPARE(timeline.size(), 1U);
    QCOMPARE(timeline.lastChange(), std::optional(10.0));
}

void StateTimelineTest::onlyTouchingSpansAreFound()
{
    StateTimeline timeline;
    for (int i = 0; i < 100; ++i)
        timeline.change(i * 10, i % 2 == 0 ? BreakerState::Closed : BreakerState::Open);

    const std::vector<StateSpan> spans = timeline.between(101, 129);

    QCOMPARE(spans.size(), 3U);
    QCOMPARE(spans.front().from, 100.0);
    QCOMPARE(spans.back().from, 120.0);
}

void StateTimelineTest::aClockSetBackForgetsWhatLayAfter()
{
    StateTimeline timeline;
    timeline.change(10, BreakerState::Closed);
    timeline.change(20, BreakerState::Open);
    timeline.change(30, BreakerState::HalfOpen);

    timeline.change(15, BreakerState::Open);

    const std::vector<StateSpan> spans = timeline.between(0, 100);
    QCOMPARE(spans.size(), 2U);
    QCOMPARE(spans[1].from, 15.0);
    QVERIFY(!spans[1].to);
}

void StateTimelineTest::oldestSpansLeave()
{
    StateTimeline timeline;
    for (int i = 0; i < StateTimeline::maxSpans + 50; ++i)
        timeline.change(i, i % 2 == 0 ? BreakerState::Closed : BreakerState::Open);

    QCOMPARE(timeline.size(), std::size_t{StateTimeline::maxSpans});
    QCOMPARE(timeline.between(0, 1e6).front().from, 50.0);
}

BREAKWATER_TEST(StateTimelineTest)
#include "tst_statetimeline.moc"
