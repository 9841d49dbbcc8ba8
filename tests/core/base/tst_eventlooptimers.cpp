// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/eventlooptimers.h>

#include <tests/support/testmain.h>

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QCoreApplication>
#include <QtCore/QEventLoop>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <string>
#include <vector>

using namespace std::chrono_literals;
using namespace Breakwater;

namespace {

//! The clock stands still while the event loop runs, and counts how often it is read.
class StandingClock final : public TimeSystem
{
public:
    MonotonicTime now() const override
    {
        ++reads;
        return time;
    }
    WallTime wallNow() const override { return {}; }
    std::unique_ptr<Timer> createTimer(std::function<void()>) override { return {}; }

    MonotonicTime time{1h};
    mutable int reads = 0;
};

} // namespace

class EventLoopTimersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fired.clear();
        m_timers = std::make_shared<EventLoopTimers>(m_clock);
    }
    void whatIsDueFiresInTheOrderOfItsTime();
    void nothingFiresWhileItIsStartedOrBeforeItIsDue();
    void aTimerThatRestartsItselfAtOnceLetsOthersIn();
    void aCallbackMayStopOthersThatAreDue();
    void aCallbackMayDestroyOthersThatAreDue();
    void aCallbackMayRestartOthersThatAreDue();
    void aCallbackMayDestroyEveryTimer();
    void theOthersFireWhileACallbackRunsAnEventLoop();
    void thousandsOfTimersTakeOneOfQts();
    void restartingForLaterLeavesQtsTimerAlone();
    void anEarlierStartBringsTheAlarmForward();
    void aTimerForTheEndOfAllTimeIsNoTrouble();

private:
    std::unique_ptr<Timer> timer(char name, std::function<void()> then = {})
    {
        return m_timers->createTimer([this, name, then = std::move(then)] {
            m_fired += name;
            if (then)
                then();
        });
    }
    QList<QAbstractEventDispatcher::TimerInfo> qtTimers() const
    {
        return QAbstractEventDispatcher::instance()->registeredTimers(m_timers.get());
    }

    StandingClock m_clock;
    std::shared_ptr<EventLoopTimers> m_timers;
    std::string m_fired;
};

void EventLoopTimersTest::whatIsDueFiresInTheOrderOfItsTime()
{
    const auto a = timer('a'), b = timer('b'), c = timer('c');
    c->startAt(m_clock.time);
    b->startAt(m_clock.time - 1s);
    a->startAt(m_clock.time - 2s);

    QTRY_COMPARE(m_fired, std::string("abc"));
    QVERIFY(!a->isActive() && !b->isActive() && !c->isActive());
}

void EventLoopTimersTest::nothingFiresWhileItIsStartedOrBeforeItIsDue()
{
    const auto a = timer('a'), b = timer('b');
    a->startAt(m_clock.time - 1h);
    b->startAt(m_clock.time + 1ns);
    QCOMPARE(m_fired, std::string());

    const int before = m_clock.reads;
    QTRY_VERIFY(m_clock.reads > before + 10); // woken again and again: that clock is slow
    QCOMPARE(m_fired, std::string("a"));
    QVERIFY(b->isActive());

    m_clock.time += 1ns;
    QTRY_COMPARE(m_fired, std::string("ab"));
}

void EventLoopTimersTest::aTimerThatRestartsItselfAtOnceLetsOthersIn()
{
    std::unique_ptr<Timer> a;
    a = timer('a', [&] { a->startAt(m_clock.time - 1h); });
    const auto b = timer('b');
    a->startAt(m_clock.time - 1h);
    b->startAt(m_clock.time);
    int posted = 0;
    QTRY_VERIFY(m_fired.size() >= 2);
    QCOMPARE(m_fired.substr(0, 2), std::string("ab"));

    for (int turn = 1; turn <= 20; ++turn) {
        m_fired.clear();
        QMetaObject::invokeMethod(
            this, [&] { ++posted; }, Qt::QueuedConnection);
        QCoreApplication::processEvents();
        QVERIFY2(m_fired.size() <= 1, m_fired.c_str());
        QCOMPARE(posted, turn);
    }
}

void EventLoopTimersTest::aCallbackMayStopOthersThatAreDue()
{
    const auto b = timer('b');
    const auto a = timer('a', [&] { b->stop(); });
    const auto c = timer('c');
    a->startAt(m_clock.time);
    b->startAt(m_clock.time);
    c->startAt(m_clock.time);

    QTRY_COMPARE(m_fired, std::string("ac"));
    QVERIFY(!b->isActive());
}

void EventLoopTimersTest::aCallbackMayDestroyOthersThatAreDue()
{
    auto b = timer('b');
    std::unique_ptr<Timer> a;
    a = timer('a', [&] {
        b.reset();
        a.reset(); // itself, too
    });
    const auto c = timer('c');
    a->startAt(m_clock.time);
    b->startAt(m_clock.time);
    c->startAt(m_clock.time);

    QTRY_COMPARE(m_fired, std::string("ac"));
    QVERIFY(!a && !b);
}

void EventLoopTimersTest::aCallbackMayRestartOthersThatAreDue()
{
    const auto b = timer('b');
    const auto c = timer('c');
    const auto a = timer('a', [&] {
        b->startAt(m_clock.time);
        c->startAt(m_clock.time + 1h);
    });
    a->startAt(m_clock.time);
    b->startAt(m_clock.time);
    c->startAt(m_clock.time);

    QTRY_COMPARE(m_fired, std::string("ab"));
    QVERIFY(c->isActive());
}

void EventLoopTimersTest::aCallbackMayDestroyEveryTimer()
{
    auto timers = std::make_shared<EventLoopTimers>(m_clock);
    const QPointer<EventLoopTimers> watched(timers.get());
    std::vector<std::unique_ptr<Timer>> all;
    int fired = 0;
    for (int i = 0; i < 3; ++i) {
        all.push_back(timers->createTimer([&] {
            ++fired;
            all.clear();
        }));
        all.back()->startAt(m_clock.time);
    }
    timers.reset();
    QVERIFY(watched);

    QTRY_COMPARE(fired, 1);
    QVERIFY(!watched);
}

void EventLoopTimersTest::theOthersFireWhileACallbackRunsAnEventLoop()
{
    QEventLoop loop;
    QTimer::singleShot(5s, &loop, &QEventLoop::quit); // in case that nobody fires
    const auto b = timer('b');
    const auto c = timer('c', [&] { loop.quit(); });
    const auto a = timer('a', [&] {
        loop.exec(); // and starts none
        m_fired += '!';
    });
    const auto late = timer('d');
    a->startAt(m_clock.time);
    b->startAt(m_clock.time);
    c->startAt(m_clock.time);
    late->startAt(m_clock.time + 1h);

    QTRY_COMPARE(m_fired, std::string("abc!"));
    QCOMPARE(qtTimers().size(), 1); // for the late one
}

void EventLoopTimersTest::thousandsOfTimersTakeOneOfQts()
{
    std::vector<std::unique_ptr<Timer>> all;
    for (int i = 0; i < 5000; ++i) {
        all.push_back(timer('x'));
        all.back()->startAt(m_clock.time + 1h - i * 1ms);
    }

    QCOMPARE(qtTimers().size(), 1);
}

void EventLoopTimersTest::restartingForLaterLeavesQtsTimerAlone()
{
    const auto a = timer('a'), b = timer('b');
    a->startAt(m_clock.time + 1h);
    const int alarm = qtTimers().constFirst().timerId;
    const int reads = m_clock.reads;

    for (int i = 0; i < 1000; ++i) {
        a->startAt(m_clock.time + 1h + i * 1ms);
        b->startAt(m_clock.time + 2h);
        b->stop();
    }

    QCOMPARE(qtTimers().constFirst().timerId, alarm);
    QCOMPARE(m_clock.reads, reads);
}

void EventLoopTimersTest::anEarlierStartBringsTheAlarmForward()
{
    const auto a = timer('a'), b = timer('b');
    a->startAt(m_clock.time + 1h);
    b->startAt(m_clock.time);

    QTRY_COMPARE(m_fired, std::string("b"));

    QCOMPARE(qtTimers().size(), 1); // for the other one again
    QCOMPARE(qtTimers().constFirst().interval, 3'600'000);
}

void EventLoopTimersTest::aTimerForTheEndOfAllTimeIsNoTrouble()
{
    const auto a = timer('a'), b = timer('b');
    a->startAt(MonotonicTime::max());
    QCOMPARE(qtTimers().constFirst().interval, 24 * 3'600'000); // then it looks again
    b->startAt(MonotonicTime::min());

    QTRY_COMPARE(m_fired, std::string("b"));
    QVERIFY(a->isActive());
}

BREAKWATER_TEST(EventLoopTimersTest)
#include "tst_eventlooptimers.moc"
