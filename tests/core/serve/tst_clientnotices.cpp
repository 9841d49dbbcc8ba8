// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/clientnotices.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ClientNoticesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsAFewASecond();
    void theNextOneCountsTheRest();
    void everyEventIsToldOrCounted();

private:
    const MonotonicTime m_start{};
};

void ClientNoticesTest::tellsAFewASecond()
{
    ClientNotices notices;

    for (int i = 0; i < ClientNotices::mostPerSecond; ++i)
        QCOMPARE(notices.take(m_start, u"what"_qs), std::optional(u"what"_qs));
    QVERIFY(!notices.take(m_start + 999ms, u"what"_qs));

    QCOMPARE(notices.leftOut(), 1U);
}

void ClientNoticesTest::theNextOneCountsTheRest()
{
    ClientNotices notices;
    for (int i = 0; i < ClientNotices::mostPerSecond + 7; ++i)
        notices.take(m_start, u"what"_qs);

    QCOMPARE(notices.take(m_start + 1s, u"then"_qs),
             std::optional(u"then; 7 more events of clients were not told"_qs));
    QCOMPARE(notices.take(m_start + 1s, u"then"_qs), std::optional(u"then"_qs));
}

void ClientNoticesTest::everyEventIsToldOrCounted()
{
    ClientNotices notices;
    std::uint64_t told = 0;

    for (int i = 0; i < 1000; ++i)
        told += notices.take(m_start + i * 10ms, {}).has_value() ? 1 : 0;

    QCOMPARE(told, 50U);
    QCOMPARE(told + notices.leftOut(), 1000U);
}

BREAKWATER_TEST(ClientNoticesTest)
#include "tst_clientnotices.moc"
