// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/incomingdedup.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

class IncomingDedupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameIdAndContentIsARepetition();
    void theSameIdWithOtherContentIsNot();
    void identicalMessagesWithoutIdsAreNot();
    void afterTheTtlItIsNewAgain();
    void isOffWithoutAPointer();
};

namespace {

StabilityConfig::Deduplication withPointer()
{
    StabilityConfig::Deduplication config;
    config.incomingId = QStringLiteral("/id");
    return config;
}

const MonotonicTime start(1h);

} // namespace

void IncomingDedupTest::theSameIdAndContentIsARepetition()
{
    IncomingDedup dedup(withPointer(), 1);

    QVERIFY(!dedup.isRepetition(start, R"({"id": 1, "v": "a"})"));
    QVERIFY(dedup.isRepetition(start + 1s, R"({"id": 1, "v": "a"})"));
}

void IncomingDedupTest::theSameIdWithOtherContentIsNot()
{
    IncomingDedup dedup(withPointer(), 1);

    QVERIFY(!dedup.isRepetition(start, R"({"id": 1, "v": "a"})"));
    QVERIFY(!dedup.isRepetition(start, R"({"id": 1, "v": "b"})"));
}

void IncomingDedupTest::identicalMessagesWithoutIdsAreNot()
{
    IncomingDedup dedup(withPointer(), 1);

    QVERIFY(!dedup.isRepetition(start, R"({"heartbeat": true})"));
    QVERIFY(!dedup.isRepetition(start, R"({"heartbeat": true})"));
}

void IncomingDedupTest::afterTheTtlItIsNewAgain()
{
    const auto config = withPointer();
    IncomingDedup dedup(config, 1);

    QVERIFY(!dedup.isRepetition(start, R"({"id": 1})"));
    QVERIFY(!dedup.isRepetition(start + config.ttl, R"({"id": 1})"));
}

void IncomingDedupTest::isOffWithoutAPointer()
{
    IncomingDedup dedup({}, 1);

    QVERIFY(!dedup.isRepetition(start, R"({"id": 1})"));
    QVERIFY(!dedup.isRepetition(start, R"({"id": 1})"));
}

BREAKWATER_TEST(IncomingDedupTest)

#include "tst_incomingdedup.moc"
