// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/pipe.h>
#include <tests/support/testmain.h>

#include <QtCore/QByteArrayList>
#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Simulation;

class PipeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesArriveInOrderWhateverTheirLatency();
    void aPartitionDelaysAndLosesNothing();
    void whatTheKernelDoesNotTakeIsBacklogAndDrains();
    void aSwallowingPipeDeliversNothingAndStaysUnacknowledged();
    void onlyWhatTheKernelHasOutlivesItsProcess();

private:
    struct Fixture
    {
        Fixture() = default;
        void runUntil(MonotonicTime until)
        {
            while (time.nextDue() && *time.nextDue() <= until)
                time.runNext();
        }
        void push(const QByteArray &payload) { pipe.push({.payload = payload}); }

        SimTime time;
        Chance chance{7};
        WireConditions wires{.shortest = 1ms, .longest = 50ms};
        QByteArrayList arrived;
        Pipe pipe{time, chance, wires, [this](const Frame &frame) { arrived += frame.payload; }};
    };
};

void PipeTest::framesArriveInOrderWhateverTheirLatency()
{
    Fixture fixture;
    QByteArrayList sent;
    for (int i = 0; i < 200; ++i) {
        sent += QByteArray::number(i);
        fixture.push(sent.back());
    }

    fixture.runUntil(fixture.time.now() + 1s);

    QCOMPARE(fixture.arrived, sent);
}

void PipeTest::aPartitionDelaysAndLosesNothing()
{
    Fixture fixture;
    fixture.push("before");
    fixture.wires.partitionedUntil = fixture.time.now() + 5s;
    fixture.push("during");

    fixture.runUntil(fixture.wires.partitionedUntil - 1ns);
    QCOMPARE(fixture.arrived.size(), 0);
    fixture.runUntil(fixture.wires.partitionedUntil + 1s);

    QCOMPARE(fixture.arrived, QByteArrayList({"before", "during"}));
}

void PipeTest::whatTheKernelDoesNotTakeIsBacklogAndDrains()
{
    Fixture fixture;
    fixture.wires.kernelBytes = 20;
    int drained = 0;
    fixture.pipe.onDrained([&] { ++drained; });

    fixture.push("0123456789");
    fixture.push("0123456789");
    QCOMPARE(fixture.pipe.backlog(), 16);
    fixture.runUntil(fixture.time.now() + 1s);

    QCOMPARE(fixture.pipe.backlog(), 0);
    QCOMPARE(drained, 2);
    QCOMPARE(fixture.arrived.size(), 2);
}

void PipeTest::aSwallowingPipeDeliversNothingAndStaysUnacknowledged()
{
    Fixture fixture;
    fixture.pipe.swallow();
    const MonotonicTime pushedAt = fixture.time.now();
    fixture.push("lost");

    fixture.runUntil(pushedAt + 1h);

    QCOMPARE(fixture.arrived.size(), 0);
    QVERIFY(fixture.pipe.unacknowledgedSince() == pushedAt);
}

void PipeTest::onlyWhatTheKernelHasOutlivesItsProcess()
{
    Fixture fixture;
    fixture.wires.kernelBytes = 20;
    fixture.push("in the kernel");
    fixture.push("not yet");

    fixture.pipe.dropBacklog();
    fixture.runUntil(fixture.time.now() + 1s);

    QCOMPARE(fixture.arrived, QByteArrayList({"in the kernel"}));
}

BREAKWATER_TEST(PipeTest)
#include "tst_pipe.moc"
