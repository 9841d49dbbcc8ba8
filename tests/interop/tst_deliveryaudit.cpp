// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/deliveryaudit.h>
#include <tests/support/testmain.h>

#include <QtCore/QObject>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

using State = MessageState;

//! Accepted in order of their numbers.
std::vector<ClaimedMessage> claims(const std::vector<std::pair<State, std::uint32_t>> &ends)
{
    std::vector<ClaimedMessage> result;
    for (const auto &[state, writings] : ends)
        result.push_back({MessageId{result.size() + 1}, state, writings});
    return result;
}

} // namespace

//! A harness that cannot see loss proves nothing: each breach is planted and must be found.
class TestDeliveryAudit final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsConfirmedAndStoredIsFine();
    void findsWhatWasConfirmedButNotStored();
    void findsWhatWasSentButNotStored();
    void findsDuplicatesThatNobodyDeclared();
    void countsDeclaredDuplicatesWithoutComplaint();
    void whatWasAbandonedMayBeMissingOrDoubled();
    void findsWhatNeverEnded();
    void findsOtherEnds();
    void findsWhatCameOutOfOrder();
    void findsStrangers();
    void aRunWithoutMessagesIsNoProof();
};

void TestDeliveryAudit::whatIsConfirmedAndStoredIsFine()
{
    const auto audit
        = DeliveryAudit::of(claims({{State::Confirmed, 1}, {State::Confirmed, 1}}), {0, 1});

    QCOMPARE(audit.accepted, 2);
    QCOMPARE(audit.confirmed, 2);
    QCOMPARE(audit.inDoubt, 0);
    QCOMPARE(audit.complaints(false), QStringList());
}

void TestDeliveryAudit::findsWhatWasConfirmedButNotStored()
{
    const auto audit = DeliveryAudit::of(
        claims({{State::Confirmed, 1}, {State::Confirmed, 2}, {State::Confirmed, 1}}), {0, 2});

    QCOMPARE(audit.lost, 1);
    QCOMPARE(audit.firstLost, 1);
    QCOMPARE(audit.complaints(false),
             QStringList({u"1 confirmed but lost"_qs, u"1 accepted and never delivered"_qs}));
    QCOMPARE(audit.complaints(true), QStringList());
}

void TestDeliveryAudit::findsWhatWasSentButNotStored()
{
    const auto audit = DeliveryAudit::of(claims({{State::Sent, 1}, {State::Sent, 1}}), {1});

    QCOMPARE(audit.confirmed, 2);
    QCOMPARE(audit.lost, 1);
    QCOMPARE(audit.firstLost, 0);
}

void TestDeliveryAudit::findsDuplicatesThatNobodyDeclared()
{
    const auto audit = DeliveryAudit::of(claims({{State::Confirmed, 1}}), {0, 0, 0});

    QCOMPARE(audit.duplicates, 2);
    QCOMPARE(audit.undeclaredDuplicates, 2);
    QCOMPARE(audit.complaints(true), QStringList(u"2 duplicates of what was never in doubt"_qs));
}

void TestDeliveryAudit::countsDeclaredDuplicatesWithoutComplaint()
{
    const auto audit
        = DeliveryAudit::of(claims({{State::Confirmed, 2}, {State::Confirmed, 3}}), {0, 1, 0, 1});

    QCOMPARE(audit.inDoubt, 2);
    QCOMPARE(audit.duplicates, 2);
    QCOMPARE(audit.undeclaredDuplicates, 0);
    QCOMPARE(audit.complaints(false), QStringList());
}

void TestDeliveryAudit::whatWasAbandonedMayBeMissingOrDoubled()
{
    const auto audit = DeliveryAudit::of(
        claims({{State::Abandoned, 1}, {State::Abandoned, 1}, {State::ExpiredInDoubt, 1}}), {1, 1});

    QCOMPARE(audit.abandoned, 3);
    QCOMPARE(audit.inDoubt, 3);
    QCOMPARE(audit.undelivered, 0);
    QCOMPARE(audit.complaints(false), QStringList());
}

void TestDeliveryAudit::findsWhatNeverEnded()
{
    const auto audit = DeliveryAudit::of({{MessageId{1}, std::nullopt, 1}}, {0});

    QCOMPARE(audit.unended, 1);
    QCOMPARE(audit.complaints(true), QStringList(u"1 still without an end"_qs));
}

void TestDeliveryAudit::findsOtherEnds()
{
    const auto audit = DeliveryAudit::of(
        claims({{State::Expired, 0}, {State::Dropped, 0}, {State::Failed, 1}}), {});

    QCOMPARE(audit.otherEnds, 3);
    QCOMPARE(
        audit.complaints(false),
        QStringList({u"3 accepted and never delivered"_qs, u"3 expired, dropped or failed"_qs}));
}

void TestDeliveryAudit::findsWhatCameOutOfOrder()
{
    // The replay of 0 and 1 is no disorder; 2 before 1 is.
    const auto audit = DeliveryAudit::of(
        claims({{State::Confirmed, 2}, {State::Confirmed, 2}, {State::Confirmed, 1}}),
        {0, 2, 0, 1, 2});

    QCOMPARE(audit.outOfOrder, 1);
    QVERIFY(audit.complaints(true).contains(u"1 delivered out of order"_qs));
}

void TestDeliveryAudit::findsStrangers()
{
    auto messages = claims({{State::Confirmed, 1}, {State::Confirmed, 1}});
    messages.push_back({}); // refused by the engine

    const auto audit = DeliveryAudit::of(messages, {0, 1, 2, 3, -1});

    QCOMPARE(audit.accepted, 2);
    QCOMPARE(audit.strangers, 3);
    QCOMPARE(audit.complaints(true), QStringList(u"3 stored that were never accepted"_qs));
}

void TestDeliveryAudit::aRunWithoutMessagesIsNoProof()
{
    QCOMPARE(DeliveryAudit::of({}, {}).complaints(true),
             QStringList(u"no message was accepted"_qs));
}

BREAKWATER_TEST(TestDeliveryAudit)

#include "tst_deliveryaudit.moc"
