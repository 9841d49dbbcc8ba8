// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/remotering.h>

#include <tests/support/testmain.h>

using namespace Breakwater;

using Numbers = QList<int>;

namespace {

struct Record
{
    int sequence = 0;
};

std::vector<Record> recordsOf(const Numbers &numbers)
{
    std::vector<Record> records;
    for (const int number : numbers)
        records.push_back({number});
    return records;
}

Numbers numbersIn(const RemoteRing<Record> &ring)
{
    Numbers numbers;
    for (const Record &record : *ring.records())
        numbers += record.sequence;
    return numbers;
}

} // namespace

class RemoteRingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatTheRemoteHolds_data();
    void takesWhatTheRemoteHolds();
    void aWholeListOfNothingIsANewBeginning();
    void eachOnceAndTheNewest();
    void theSameListUntilSomethingComes();
};

void RemoteRingTest::takesWhatTheRemoteHolds_data()
{
    QTest::addColumn<Numbers>("held");
    QTest::addColumn<Numbers>("all");
    QTest::addColumn<Numbers>("then"); // at most four are kept
    QTest::newRow("nothing known") << Numbers{} << Numbers{1, 2} << Numbers{1, 2};
    QTest::newRow("nothing told") << Numbers{1, 2} << Numbers{} << Numbers{1, 2};
    QTest::newRow("more of it") << Numbers{1, 2} << Numbers{1, 2, 3} << Numbers{1, 2, 3};
    QTest::newRow("behind a gap") << Numbers{1, 2} << Numbers{7, 8} << Numbers{1, 2, 7, 8};
    QTest::newRow("what was missed") << Numbers{1, 4} << Numbers{2, 3, 4} << Numbers{1, 2, 3, 4};
    QTest::newRow("it began anew") << Numbers{8, 9} << Numbers{1, 2} << Numbers{1, 2};
    QTest::newRow("too many") << Numbers{1} << Numbers{2, 3, 4, 5, 6} << Numbers{3, 4, 5, 6};
    QTest::newRow("out of order") << Numbers{} << Numbers{3, 1, 2, 4} << Numbers{3, 4};
    QTest::newRow("each twice") << Numbers{} << Numbers{1, 1, 2, 2} << Numbers{1, 2};
}

void RemoteRingTest::takesWhatTheRemoteHolds()
{
    QFETCH(Numbers, held);
    QFETCH(Numbers, all);
    QFETCH(Numbers, then);
    RemoteRing<Record> ring(4);
    ring.take(recordsOf(held));

    ring.take(recordsOf(all));

    QCOMPARE(numbersIn(ring), then);
}

void RemoteRingTest::aWholeListOfNothingIsANewBeginning()
{
    RemoteRing<Record> ring(4);
    ring.take(recordsOf({8, 9}));
    const auto before = ring.records();

    ring.takeWhole({});

    QCOMPARE(numbersIn(ring), Numbers{});
    QCOMPARE(before->size(), 2u);
    QVERIFY(ring.add({1}));
    ring.takeWhole(recordsOf({1, 2}));
    QCOMPARE(numbersIn(ring), (Numbers{1, 2}));
}

void RemoteRingTest::eachOnceAndTheNewest()
{
    RemoteRing<Record> ring(2);

    QVERIFY(ring.add({1}));
    QVERIFY(!ring.add({1}));
    QVERIFY(ring.add({2}));
    QVERIFY(ring.add({5}));
    QVERIFY(!ring.add({4}));

    QCOMPARE(numbersIn(ring), (Numbers{2, 5}));
}

void RemoteRingTest::theSameListUntilSomethingComes()
{
    RemoteRing<Record> ring(2);
    const auto none = ring.records();
    QVERIFY(none);
    QVERIFY(none->empty());

    ring.add({1});
    const auto one = ring.records();
    ring.add({1});

    QCOMPARE(none->size(), 0u); // whoever has it keeps it
    QVERIFY(ring.records() == one);
    ring.add({2});
    QVERIFY(ring.records() != one);
    ring.take(recordsOf({3}));
    QCOMPARE(numbersIn(ring), (Numbers{2, 3}));
}

BREAKWATER_TEST(RemoteRingTest)

#include "tst_remotering.moc"
