// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/snapshotbuilder.h>
#include <tests/support/snapshotfaults.h>
#include <tests/support/testmain.h>

#include <core/snapshot/snapshotjson.h>

#include <functional>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

using Damage = std::function<void(Snapshot &)>;
Q_DECLARE_METATYPE(Damage)

class SnapshotFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTrueFrameHasNoFault();
    void findsNumbersThatCannotBe_data();
    void findsNumbersThatCannotBe();
    void tellsThePathOfABreaker();
    void findsABreakerThatJumpsOrMiscounts_data();
    void findsABreakerThatJumpsOrMiscounts();
    void rateOfRetriesIsOfThoseThatEnded();
    void judgesDocumentsByTheSchema();
};

namespace {

const SessionId alpha{u"alpha"_qs};

TransitionRecord change(std::uint64_t sequence, BreakerState from, BreakerState to)
{
    TransitionRecord record;
    record.sequence = sequence;
    record.session = alpha;
    record.from = from;
    record.to = to;
    record.cause = u"consecutive_failures"_qs;
    return record;
}

//! A link whose breaker opened, half-opened and closed.
Snapshot recovered()
{
    SessionSnapshot session = SessionBuilder(alpha.value).messages({.accepted = 5, .confirmed = 5});
    session.breaker.counters = {.opens = 1, .halfOpens = 1, .closes = 1};
    return *SnapshotBuilder()
                .session(session)
                .transition(change(4, BreakerState::Closed, BreakerState::Open))
                .transition(change(6, BreakerState::Open, BreakerState::HalfOpen))
                .transition(change(7, BreakerState::HalfOpen, BreakerState::Closed))
                .build();
}

} // namespace

void SnapshotFaultsTest::aTrueFrameHasNoFault()
{
    const Snapshot frame = recovered();

    QCOMPARE(snapshotFault(frame), QString());
    QCOMPARE(breakerFault(frame, alpha), QString());
}

void SnapshotFaultsTest::findsNumbersThatCannotBe_data()
{
    QTest::addColumn<Damage>("damage");
    QTest::newRow("a message nowhere")
        << Damage([](Snapshot &frame) { frame.sessions[0].messages.confirmed = 4; });
    QTest::newRow("a message twice")
        << Damage([](Snapshot &frame) { frame.engine.messages.confirmed += 1; });
    QTest::newRow("too full a queue") << Damage([](Snapshot &frame) {
        frame.sessions[0].messages.accepted += 2000;
        frame.sessions[0].queue.queued = 2000;
    });
    QTest::newRow("retries") << Damage(
        [](Snapshot &frame) { frame.sessions[0].retry = {.attempts = 1, .successes = 2}; });
    QTest::newRow("breaker") << Damage(
        [](Snapshot &frame) { frame.sessions[0].breaker.counters.closes = 2; });
    QTest::newRow("a client of the table") << Damage([](Snapshot &frame) {
        SessionSnapshot client = frame.sessions[0];
        client.messages.accepted += 1;
        frame.serving.clients = 1;
        frame.serving.table = std::make_shared<const std::vector<SessionSnapshot>>(1, client);
    });
    QTest::newRow("unknown clients")
        << Damage([](Snapshot &frame) { frame.serving.connected = 1; });
    QTest::newRow("resumed") << Damage([](Snapshot &frame) { frame.serving.resumed = 1; });
}

void SnapshotFaultsTest::findsNumbersThatCannotBe()
{
    QFETCH(Damage, damage);
    Snapshot frame = recovered();

    damage(frame);

    QVERIFY(!snapshotFault(frame).isEmpty());
}

void SnapshotFaultsTest::tellsThePathOfABreaker()
{
    QCOMPARE(breakerPath(recovered(), alpha),
             (QStringList{u"closed"_qs, u"open"_qs, u"half_open"_qs, u"closed"_qs}));
    QCOMPARE(breakerPath(recovered(), {u"beta"_qs}), QStringList());
}

void SnapshotFaultsTest::findsABreakerThatJumpsOrMiscounts_data()
{
    QTest::addColumn<Damage>("damage");
    QTest::newRow("jumps") << Damage([](Snapshot &frame) {
        auto records = *frame.transitions;
        records.erase(records.begin() + 1);
        frame.sessions[0].breaker.counters.halfOpens = 0;
        frame.transitions = std::make_shared<const std::vector<TransitionRecord>>(records);
    });
    QTest::newRow("order") << Damage([](Snapshot &frame) {
        auto records = *frame.transitions;
        records[1].sequence = 4;
        frame.transitions = std::make_shared<const std::vector<TransitionRecord>>(records);
    });
    QTest::newRow("counts") << Damage(
        [](Snapshot &frame) { frame.sessions[0].breaker.counters.opens = 2; });
    QTest::newRow("no link") << Damage([](Snapshot &frame) { frame.sessions.clear(); });
}

void SnapshotFaultsTest::findsABreakerThatJumpsOrMiscounts()
{
    QFETCH(Damage, damage);
    Snapshot frame = recovered();

    damage(frame);

    QVERIFY(!breakerFault(frame, alpha).isEmpty());
}

void SnapshotFaultsTest::rateOfRetriesIsOfThoseThatEnded()
{
    SessionSnapshot session;
    QVERIFY(!retrySuccessRate(session));

    session.retry = {.attempts = 9, .successes = 3, .failures = 1};

    QCOMPARE(*retrySuccessRate(session), 0.75);
}

void SnapshotFaultsTest::judgesDocumentsByTheSchema()
{
    const QByteArray document = toBytes(recovered());

    QCOMPARE(schemaFault(document), QString());
    QVERIFY(!schemaFault(QByteArray(document).replace("\"sequence\"", "\"number\"")).isEmpty());
    QVERIFY(!schemaFault("{").isEmpty());
}

BREAKWATER_TEST(SnapshotFaultsTest)
#include "tst_snapshotfaults.moc"
