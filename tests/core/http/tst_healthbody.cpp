// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/healthbody.h>

#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr WallTime noon = std::chrono::sys_days(std::chrono::year(2026) / 7 / 1)
    + std::chrono::hours(12) + std::chrono::milliseconds(5);

QJsonObject objectOf(const HttpAnswer &answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

//! Everything in it as long as numbers and texts get.
Snapshot largest(std::size_t sessions)
{
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    Snapshot frame;
    frame.at.wall = noon;
    SessionSnapshot &sum = frame.engine;
    sum.connections = {most, most, most, most, most, most};
    sum.messages = {most, most, most, most, most, most, most, most, most, most, most,
                    most, most, most, most, most, most, most, most, most, most, most};
    sum.retry = {most, most - 1, most - 2};
    sum.breaker.counters = {most, most, most, most, most};
    sum.breaker.cause = u"consecutive_failures"_qs;
    sum.breaker.detail = QString(100'000, QChar(0x1234));
    sum.breaker.overrideReason = QString(100'000, u'"');
    sum.breaker.failureRate = 0.12345678901234567;
    sum.breaker.retryAfter = 123456789123456789ns;
    sum.breaker.lastTransitionAt = noon;
    sum.queue = {.queued = 1LL << 60, .unconfirmed = 1LL << 60, .inDoubt = 1LL << 60};
    sum.queue.oldestAge = sum.queue.oldestUnconfirmedAge = 123456789123456789ns;
    const LatencySummary latency{most,        123456789ns, 123456789ns, 123456789ns, 123456789ns,
                                 123456789ns, 123456789ns, 123456789ns, 123456789ns};
    sum.sinceStart = {latency, latency, latency, latency};
    sum.averageSend = 123456789ns;
    for (std::size_t i = 0; i < sessions; ++i) {
        SessionSnapshot session = SessionBuilder(u"link %1"_qs.arg(i)).open(30s);
        session.name = QString(5'000, QChar(0x4e2d));
        frame.sessions.push_back(session);
    }
    return frame;
}

} // namespace

class HealthBodyTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusDecidesTheCode();
    void tellsConnectionsAndTheSumOfQueues();
    void timesAreUtcAndInTheZoneAskedFor();
    void theBodyDoesNotGrowWithSessionsOrTexts();
    void verboseTellsWhichRuleSpoke();
    void withoutATokenItTellsTheStatusOnly();
    void beforeTheFirstSnapshotItIsNotHealthy();
};

void HealthBodyTest::statusDecidesTheCode()
{
    const Snapshot frame;
    for (const auto &[status, code] : {std::pair(HealthStatus::Healthy, 200),
                                       {HealthStatus::Degraded, 503},
                                       {HealthStatus::Unhealthy, 503}}) {
        const HttpAnswer answer = healthAnswer({.snapshot = &frame, .verdict = {.status = status}});

        QCOMPARE(answer.status, code);
        QCOMPARE(objectOf(answer)[u"status"_qs].toString(), QString(toString(status)));
    }
}

void HealthBodyTest::tellsConnectionsAndTheSumOfQueues()
{
    const auto frame = SnapshotBuilder()
                           .session(SessionBuilder(u"a"_qs).queue(3, 0))
                           .session(SessionBuilder(u"b"_qs).queue(4, 0))
                           .session(SessionBuilder(u"c"_qs).connection(ConnectionState::BackingOff))
                           .build();

    const QJsonObject object = objectOf(healthAnswer({.snapshot = frame.get()}));

    QCOMPARE(object[u"connections"_qs].toObject(),
             (QJsonObject{{u"total_connections"_qs, 3},
                          {u"connected"_qs, 2},
                          {u"disconnected"_qs, 1},
                          {u"total_queued_messages"_qs, 7}}));
    QCOMPARE(object[u"metrics"_qs][u"messages"_qs][u"queued"_qs].toInt(), 7);
}

void HealthBodyTest::timesAreUtcAndInTheZoneAskedFor()
{
    const Snapshot frame;

    const QJsonObject object = objectOf(
        healthAnswer({.snapshot = &frame, .now = noon, .zone = QTimeZone("Europe/Berlin")}));

    QCOMPARE(object[u"timestamp_utc"_qs].toString(), u"2026-07-01T12:00:00.005Z"_qs);
    QCOMPARE(object[u"timestamp_local"_qs].toString(), u"2026-07-01T14:00:00.005+02:00"_qs);
    QCOMPARE(object[u"timezone"_qs].toString(), u"Europe/Berlin"_qs);
}

void HealthBodyTest::theBodyDoesNotGrowWithSessionsOrTexts()
{
    for (const std::size_t sessions : {0, 1, 100, 10'000}) {
        const Snapshot frame = largest(sessions);
        const HealthVerdict verdict = judgeHealth(healthLinksOf(frame), {}, 0.0, 0.5);
        for (const bool isVerbose : {false, true}) {
            const HttpAnswer answer
                = healthAnswer({.snapshot = &frame,
                                .verdict = verdict,
                                .now = noon,
                                .zone = QTimeZone("America/Argentina/Catamarca"),
                                .isVerbose = isVerbose});

            QVERIFY2(answer.body.size() <= mostHealthBytes,
                     qPrintable(u"%1 bytes"_qs.arg(answer.body.size())));
            const QJsonObject object = objectOf(answer);
            QVERIFY(object[u"metrics"_qs].isObject()); // it fits, with everything in it
            QCOMPARE(object[u"connections"_qs][u"total_connections"_qs].toInt(),
                     static_cast<int>(sessions));
        }
    }
}

void HealthBodyTest::verboseTellsWhichRuleSpoke()
{
    const auto frame = SnapshotBuilder().session(SessionBuilder(u"feed"_qs).open(3s)).build();
    const HealthVerdict verdict = judgeHealth(healthLinksOf(*frame), {}, {}, 0.5);

    const QJsonObject quiet = objectOf(healthAnswer({.snapshot = frame.get(), .verdict = verdict}));
    const QJsonObject verbose
        = objectOf(healthAnswer({.snapshot = frame.get(), .verdict = verdict, .isVerbose = true}));

    QVERIFY(!quiet.contains(u"rules"_qs));
    const QJsonObject rule = verbose[u"rules"_qs].toArray().first().toObject();
    QCOMPARE(rule[u"rule"_qs].toString(), u"breaker_open"_qs);
    QCOMPARE(rule[u"status"_qs].toString(), u"unhealthy"_qs);
    QCOMPARE(rule[u"detail"_qs].toString(), u"The breaker of 'feed' is open."_qs);
}

void HealthBodyTest::withoutATokenItTellsTheStatusOnly()
{
    const Snapshot frame = largest(3);

    const QJsonObject object
        = objectOf(healthAnswer({.snapshot = &frame, .isVerbose = true, .isStatusOnly = true}));

    QCOMPARE(
        object.keys(),
        QStringList({u"status"_qs, u"timestamp_local"_qs, u"timestamp_utc"_qs, u"timezone"_qs}));
}

void HealthBodyTest::beforeTheFirstSnapshotItIsNotHealthy()
{
    const HttpAnswer answer = healthAnswer({});

    QCOMPARE(answer.status, 503);
    QCOMPARE(objectOf(answer)[u"status"_qs].toString(), u"unknown"_qs);
}

BREAKWATER_TEST(HealthBodyTest)

#include "tst_healthbody.moc"
