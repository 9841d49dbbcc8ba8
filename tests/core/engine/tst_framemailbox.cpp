// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/framemailbox.h>

#include <tests/support/testmain.h>

using namespace Breakwater;

class FrameMailboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsNewestSnapshotWhenSlow();
    void wakesTheReaderOncePerTake();

private:
    static std::shared_ptr<Snapshot> frame(std::uint64_t sequence, Tier tier)
    {
        auto result = std::make_shared<Snapshot>();
        result->sequence = sequence;
        result->tiers.add(tier);
        return result;
    }
};

void FrameMailboxTest::keepsNewestSnapshotWhenSlow()
{
    FrameMailbox mailbox;
    mailbox.put(frame(1, Tier::Performance));
    mailbox.put(frame(2, Tier::Realtime));

    const SnapshotPtr taken = mailbox.take();

    QCOMPARE(taken->sequence, 2u);
    QVERIFY(taken->tiers.has(Tier::Realtime));
    QVERIFY(taken->tiers.has(Tier::Performance)); // what the lost one renewed is renewed here, too
    QVERIFY(!mailbox.take());
}

void FrameMailboxTest::wakesTheReaderOncePerTake()
{
    FrameMailbox mailbox;

    QVERIFY(mailbox.put(frame(1, Tier::Realtime)));
    QVERIFY(!mailbox.put(frame(2, Tier::Realtime)));
    mailbox.take();
    QVERIFY(mailbox.put(frame(3, Tier::Realtime)));
}

BREAKWATER_TEST(FrameMailboxTest)
#include "tst_framemailbox.moc"
