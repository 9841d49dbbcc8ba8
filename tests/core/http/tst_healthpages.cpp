// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/healthpages.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class HealthPagesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPathAnswers_data();
    void everyPathAnswers();
    void livenessNeverDependsOnRemotePeers();
    void idleServerIsHealthyAndReady();
    void beforeTheFirstSnapshotOnlyLivenessIsGood();
    void everyDegradedStateIs503();
    void retriesOfLongAgoDoNotCount();
    void readinessFollowsThePolicyLive();
    void isNotReadyOnceItStops();
    void withoutATokenOnlyStatusesAreTold_data();
    void withoutATokenOnlyStatusesAreTold();
    void aListedPageMayReadTheAnswer();
    void theTimeZoneIsASetting();

private:
    HttpAnswer get(HealthPages &pages, const QString &path, const QString &query = {},
                   const QByteArray &authorization = {})
    {
        return pages.answer({.path = path,
                             .query = QUrlQuery(query),
                             .host = "localhost:8081",
                             .authorization = authorization});
    }
    HealthPages pagesFor(const SnapshotPtr &frame, const AccessGate::Rules &rules = {})
    {
        HealthPages pages(m_config, AccessGate(rules), m_time);
        pages.setSnapshot(frame);
        return pages;
    }
    static SnapshotPtr frameOf(std::initializer_list<SessionSnapshot> sessions)
    {
        SnapshotBuilder builder;
        for (const SessionSnapshot &session : sessions)
            builder.session(session);
        return builder.build();
    }
    static QJsonObject objectOf(const HttpAnswer &answer)
    {
        return QJsonDocument::fromJson(answer.body).object();
    }

    StabilityConfig m_config;
    ManualTimeSystem m_time;
};

void HealthPagesTest::everyPathAnswers_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    const QByteArray json = "application/json";

    QTest::newRow("health") << u"/health/websocket"_qs << 200 << json;
    QTest::newRow("clients") << u"/health/websocket/clients"_qs << 200 << json;
    QTest::newRow("alive") << u"/livez"_qs << 200 << json;
    QTest::newRow("ready") << u"/readyz"_qs << 200 << json;
    QTest::newRow("metrics") << u"/metrics"_qs << 200
                             << QByteArray("text/plain; version=0.0.4; charset=utf-8");
    QTest::newRow("history") << u"/api/history?metric=queued"_qs << 200 << json;
    QTest::newRow("nothing") << u"/"_qs << 404 << json;
    QTest::newRow("slash at the end") << u"/livez/"_qs << 404 << json;
    QTest::newRow("way up") << u"/health/../metrics"_qs << 404 << json;
}

void HealthPagesTest::everyPathAnswers()
{
    QFETCH(const QString, path);
    QFETCH(const int, status);
    QFETCH(const QByteArray, type);
    HealthPages pages = pagesFor(frameOf({SessionBuilder(u"a"_qs)}));

    const HttpAnswer answer = get(pages, path.section(u'?', 0, 0), path.section(u'?', 1));

    QCOMPARE(answer.status, status);
    QCOMPARE(answer.contentType, type);
    QVERIFY(!answer.body.isEmpty());
}

void HealthPagesTest::livenessNeverDependsOnRemotePeers()
{
    HealthPages dead
        = pagesFor(frameOf({SessionBuilder(u"a"_qs).open(30s),
                            SessionBuilder(u"b"_qs).connection(ConnectionState::Refused)}));
    HealthPages none = pagesFor(nullptr);

    QCOMPARE(get(dead, u"/health/websocket"_qs).status, 503);
    QCOMPARE(get(dead, u"/livez"_qs).status, 200);
    QCOMPARE(get(none, u"/livez"_qs).status, 200);
    QCOMPARE(get(dead, u"/livez"_qs).body, get(none, u"/livez"_qs).body);
}

void HealthPagesTest::idleServerIsHealthyAndReady()
{
    HealthPages pages = pagesFor(frameOf({}));

    QCOMPARE(get(pages, u"/health/websocket"_qs).status, 200);
    QCOMPARE(get(pages, u"/readyz"_qs).status, 200);
}

void HealthPagesTest::beforeTheFirstSnapshotOnlyLivenessIsGood()
{
    HealthPages pages = pagesFor(nullptr);

    for (const char *path :
         {"/health/websocket", "/readyz", "/metrics", "/health/websocket/clients", "/api/history"})
        QCOMPARE(get(pages, QString::fromLatin1(path)).status, 503);
}

void HealthPagesTest::everyDegradedStateIs503()
{
    SessionSnapshot retrying = SessionBuilder(u"a"_qs);
    retrying.retry = {10, 1, 9};
    const std::pair<SessionSnapshot, QString> cases[] = {
        {SessionBuilder(u"a"_qs).open(30s), u"unhealthy"_qs},
        {SessionBuilder(u"a"_qs).halfOpen(1, 2), u"degraded"_qs},
        {SessionBuilder(u"a"_qs).queue(900, 0), u"degraded"_qs},
        {SessionBuilder(u"a"_qs).connection(ConnectionState::BackingOff), u"degraded"_qs},
        {retrying, u"degraded"_qs},
    };
    for (const auto &[session, status] : cases) {
        HealthPages pages = pagesFor(frameOf({session}));

        const HttpAnswer answer = get(pages, u"/health/websocket"_qs, u"verbose"_qs);

        QCOMPARE(answer.status, 503);
        QCOMPARE(objectOf(answer)[u"status"_qs].toString(), status);
        QVERIFY(!objectOf(answer)[u"rules"_qs].toArray().isEmpty());
        const QByteArray series
            = "breakwater_health_status{status=\"" + status.toLatin1() + "\"} 1";
        QVERIFY(get(pages, u"/metrics"_qs).body.contains(series));
    }
}

void HealthPagesTest::retriesOfLongAgoDoNotCount()
{
    SessionSnapshot session = SessionBuilder(u"a"_qs);
    session.retry = {10, 1, 9};
    HealthPages pages = pagesFor(frameOf({session}));
    QCOMPARE(get(pages, u"/health/websocket"_qs).status, 503);

    for (int minute = 0; minute <= 6; ++minute) {
        m_time.advance(1min);
        pages.setSnapshot(SnapshotBuilder().at(m_time.sample()).session(session).build());
    }

    QCOMPARE(get(pages, u"/health/websocket"_qs).status, 200);
}

void HealthPagesTest::readinessFollowsThePolicyLive()
{
    HealthPages pages
        = pagesFor(frameOf({SessionBuilder(u"a"_qs),
                            SessionBuilder(u"b"_qs).connection(ConnectionState::BackingOff)}));
    QCOMPARE(get(pages, u"/readyz"_qs).status, 200);

    StabilityConfig config = m_config;
    config.health.ready = ReadyPolicy::All;
    pages.setConfig(config);

    const HttpAnswer answer = get(pages, u"/readyz"_qs);
    QCOMPARE(answer.status, 503);
    QCOMPARE(objectOf(answer),
             (QJsonObject{{u"status"_qs, u"not_ready"_qs},
                          {u"ready_links"_qs, 1},
                          {u"configured_links"_qs, 2}}));
}

void HealthPagesTest::isNotReadyOnceItStops()
{
    HealthPages pages = pagesFor(frameOf({SessionBuilder(u"a"_qs)}));
    QCOMPARE(get(pages, u"/readyz"_qs).status, 200);

    pages.setStopping();

    QCOMPARE(get(pages, u"/readyz"_qs).status, 503);
    QCOMPARE(objectOf(get(pages, u"/readyz"_qs))[u"status"_qs], QJsonValue(u"not_ready"_qs));
    QCOMPARE(objectOf(get(pages, u"/readyz"_qs))[u"stopping"_qs], QJsonValue(true));
    QCOMPARE(get(pages, u"/livez"_qs).status, 200);
    QCOMPARE(get(pages, u"/health/websocket"_qs).status, 200);
}

void HealthPagesTest::withoutATokenOnlyStatusesAreTold_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("without");

    QTest::newRow("health") << u"/health/websocket"_qs << 503;
    QTest::newRow("clients") << u"/health/websocket/clients"_qs << 401;
    QTest::newRow("metrics") << u"/metrics"_qs << 401;
    QTest::newRow("history") << u"/api/history"_qs << 401;
    QTest::newRow("alive") << u"/livez"_qs << 200;
    QTest::newRow("ready") << u"/readyz"_qs << 503;
}

void HealthPagesTest::withoutATokenOnlyStatusesAreTold()
{
    QFETCH(const QString, path);
    QFETCH(const int, without);
    HealthPages pages = pagesFor(frameOf({SessionBuilder(u"canary"_qs).open(30s)}),
                                 {.token = "0123456789abcdef"});

    const HttpAnswer bare = get(pages, path, u"verbose"_qs);
    const HttpAnswer shown = get(pages, path, u"verbose"_qs, "Bearer 0123456789abcdef");
    const HttpAnswer wrong = get(pages, path, u"verbose"_qs, "Bearer 0123456789abcdeF");

    QCOMPARE(bare.status, without);
    for (const char *word : {"canary", "connections", "metrics", "links", "rules"})
        QVERIFY2(!bare.body.contains(word), bare.body.constData());
    QVERIFY(shown.status != 401);
    QCOMPARE(wrong.status, 401);
}

void HealthPagesTest::aListedPageMayReadTheAnswer()
{
    HealthPages pages = pagesFor(frameOf({}), {.allowedOrigins = {u"https://ops.example"_qs}});
    HttpRequest request{.path = u"/livez"_qs, .host = "localhost", .origin = "https://ops.example"};

    QCOMPARE(pages.answer(request).headers.size(), std::size_t{2});
    request.origin = "https://evil.example";
    QCOMPARE(pages.answer(request).status, 403);
    QVERIFY(pages.answer(request).headers.empty());
}

void HealthPagesTest::theTimeZoneIsASetting()
{
    m_config.health.timeZone = u"Asia/Kolkata"_qs;
    HealthPages pages = pagesFor(frameOf({}));

    const QJsonObject object = objectOf(get(pages, u"/health/websocket"_qs));

    QCOMPARE(object[u"timezone"_qs].toString(), u"Asia/Kolkata"_qs);
    QVERIFY(object[u"timestamp_local"_qs].toString().endsWith(u"+05:30"_qs));
}

BREAKWATER_TEST(HealthPagesTest)

#include "tst_healthpages.moc"
