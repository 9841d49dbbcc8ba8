// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/queuenotices.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

class QueueNoticesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysTheFirstLossAtOnce();
    void gathersWhatFollows();
    void isSilentWhileNothingIsLost();

private:
    const MonotonicTime m_now{1h};
};

void QueueNoticesTest::saysTheFirstLossAtOnce()
{
    QueueNotices notices;
    MetricSet metrics;
    metrics.queue.overflows = 1;

    QCOMPARE(notices.take(m_now, metrics),
             std::optional(u"1 rejected or displaced, the queue being full"_qs));
    QVERIFY(!notices.take(m_now, metrics).has_value());
}

void QueueNoticesTest::gathersWhatFollows()
{
    QueueNotices notices;
    MetricSet metrics;
    metrics.messages.expired = 2;
    notices.take(m_now, metrics);
    metrics.messages.expired = 5;
    metrics.messages.dropped = 1;

    QVERIFY(!notices.take(m_now + 1s, metrics).has_value());
    QCOMPARE(notices.nextWake(), std::optional(m_now + QueueNotices::interval));

    QCOMPARE(notices.take(m_now + 5s, metrics), std::optional(u"1 dropped, 3 expired"_qs));
    QVERIFY(!notices.nextWake().has_value());
}

void QueueNoticesTest::isSilentWhileNothingIsLost()
{
    QueueNotices notices;
    MetricSet metrics;
    metrics.messages.confirmed = 1000;

    QVERIFY(!notices.take(m_now, metrics).has_value());
    QVERIFY(!notices.nextWake().has_value());
}

BREAKWATER_TEST(QueueNoticesTest)
#include "tst_queuenotices.moc"
