// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/connectionpill.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <ui/models/snapshotfeed.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestConnectionPill final : public QObject
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
    void showsTheRoundTripOfAHealthyLink();
    void saysThatAHeartbeatIsNotAnswered();
    void countsAttempts();
    void countsTheConnectedOnesOfAll();
    void knowsNothingWhenTheStreamDrops();

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

void TestConnectionPill::showsTheRoundTripOfAHealthyLink()
{
    ConnectionPill pill(*m_feed);
    QCOMPARE(pill.text(), u"Unknown"_s);

    show(SessionBuilder(u"a"_s).rtt(18ms));

    QCOMPARE(pill.text(), u"Connected 18\u202Fms"_s);
}

void TestConnectionPill::saysThatAHeartbeatIsNotAnswered()
{
    ConnectionPill pill(*m_feed);

    show(SessionBuilder(u"a"_s).unanswered(12s));

    QCOMPARE(pill.text(), u"not answering for 12\u202Fs"_s);
}

void TestConnectionPill::countsAttempts()
{
    ConnectionPill pill(*m_feed);

    show(SessionBuilder(u"a"_s).waiting(4, 8s, u"<i>connection refused</i>"_s));

    QCOMPARE(pill.text(), u"Reconnecting (4)"_s);
    QVERIFY(pill.toolTip().contains(u"&lt;i&gt;connection refused"_s));
}

void TestConnectionPill::countsTheConnectedOnesOfAll()
{
    ConnectionPill pill(*m_feed);

    m_feed->accept(SnapshotBuilder(1)
                       .session(SessionBuilder(u"a"_s))
                       .session(SessionBuilder(u"b"_s).waiting(1, 2s))
                       .build());

    QCOMPARE(pill.text(), u"1 of 2 connected"_s);
}

void TestConnectionPill::knowsNothingWhenTheStreamDrops()
{
    ConnectionPill pill(*m_feed);
    show(SessionBuilder(u"a"_s));

    m_time->advance(10s);

    QCOMPARE(pill.text(), u"Unknown"_s);
}

BREAKWATER_TEST(TestConnectionPill)
#include "tst_connectionpill.moc"
