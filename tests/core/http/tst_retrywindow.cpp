// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/retrywindow.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace std::chrono_literals;

class RetryWindowTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsNothingBeforeARetryEnded();
    void countsFromTheStart();
    void forgetsABadHourAfterTheWindow();
    void totalsThatGoBackBeginAnew();
    void anIdleHourIsNoBadNews();
};

void RetryWindowTest::knowsNothingBeforeARetryEnded()
{
    RetryWindow window;
    QVERIFY(!window.successShare());

    window.add(MonotonicTime(1s), 0, 0);

    QVERIFY(!window.successShare());
}

void RetryWindowTest::countsFromTheStart()
{
    RetryWindow window;

    window.add(MonotonicTime(1s), 1, 3);

    QCOMPARE(*window.successShare(), 0.25);
}

void RetryWindowTest::forgetsABadHourAfterTheWindow()
{
    RetryWindow window;
    MonotonicTime now(1s);
    window.add(now, 0, 100);
    QCOMPARE(*window.successShare(), 0.0);

    std::uint64_t successes = 0;
    for (int second = 0; second < 290; ++second)
        window.add(now += 1s, ++successes, 100);
    QVERIFY(*window.successShare() < 1);
    for (int second = 0; second < 20; ++second)
        window.add(now += 1s, ++successes, 100);

    QCOMPARE(*window.successShare(), 1.0);
}

void RetryWindowTest::totalsThatGoBackBeginAnew()
{
    RetryWindow window;
    window.add(MonotonicTime(1s), 50, 50);

    window.add(MonotonicTime(2s), 10, 0);
    QVERIFY(!window.successShare());
    window.add(MonotonicTime(3s), 10, 4);

    QCOMPARE(*window.successShare(), 0.0);
}

void RetryWindowTest::anIdleHourIsNoBadNews()
{
    RetryWindow window;
    window.add(MonotonicTime(1s), 0, 100);

    window.add(MonotonicTime(1h), 0, 100);
    window.add(MonotonicTime(2h), 0, 100);

    QVERIFY(!window.successShare());
}

BREAKWATER_TEST(RetryWindowTest)

#include "tst_retrywindow.moc"
