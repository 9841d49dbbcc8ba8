// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/integration/hostfixture.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/rawpeer.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::LoopbackServer;
using Breakwater::Test::RawPeer;

//! What a user is told when a link cannot be had: one clear sentence, and the right thing to come
//! next.
class LinkFailuresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anHttpAnswerIsToldInOneSentence_data();
    void anHttpAnswerIsToldInOneSentence();
    void theThirdNotFoundIsARefusal();
    void aSilentServerTimesOut();
    void aRefusedPortIsTold();
    void aClose1012IsARestart();
    void aClose1008IsARefusalUntilTheUserSaysSo();

private:
    static void answer(RawPeer &peer, const QByteArray &statusLine);
    static QString url(const RawPeer &peer);
    static QString titlesAndDetails(const EngineHost &host);
};

void LinkFailuresTest::answer(RawPeer &peer, const QByteArray &statusLine)
{
    peer.onRequest([statusLine](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 " + statusLine + "\r\nContent-Length: 0\r\n\r\n");
    });
}

QString LinkFailuresTest::url(const RawPeer &peer)
{
    return QStringLiteral("ws://127.0.0.1:%1/").arg(peer.port());
}

QString LinkFailuresTest::titlesAndDetails(const EngineHost &host)
{
    QString all;
    for (const Event &event : *host.latest()->events)
        all += event.title + u": "_qs + event.detail + u'\n';
    return all;
}

void LinkFailuresTest::anHttpAnswerIsToldInOneSentence_data()
{
    QTest::addColumn<QByteArray>("statusLine");
    QTest::addColumn<bool>("isRefusal");
    QTest::newRow("401") << QByteArray("401 Unauthorized") << true;
    QTest::newRow("403") << QByteArray("403 Forbidden") << true;
    QTest::newRow("302") << QByteArray("302 Found") << false;
    QTest::newRow("429") << QByteArray("429 Too Many Requests") << false;
    QTest::newRow("503") << QByteArray("503 Service Unavailable") << false;
}

void LinkFailuresTest::anHttpAnswerIsToldInOneSentence()
{
    QFETCH(QByteArray, statusLine);
    QFETCH(bool, isRefusal);
    RawPeer peer;
    answer(peer, statusLine);
    EngineHost host(Test::hurried());

    host.post(Test::openSession(u"a"_qs, url(peer)));

    const QString code = QString::fromUtf8(statusLine.left(3));
    QTRY_VERIFY_WITH_TIMEOUT(Test::seen(host, u"a"_qs)
                                 && Test::seen(host, u"a"_qs)->connectionDetail.contains(code),
                             5000);
    QCOMPARE(Test::seen(host, u"a"_qs)->connection == ConnectionState::Refused, isRefusal);
    QVERIFY(Test::seen(host, u"a"_qs)->connectionDetail.endsWith(u'.'));
    if (isRefusal)
        QCOMPARE(Test::seen(host, u"a"_qs)->breaker.consecutiveFailures, 0u);
}

void LinkFailuresTest::theThirdNotFoundIsARefusal()
{
    StabilityConfig config = Test::hurried();
    config.circuitBreaker.failureThreshold = 10;
    RawPeer peer;
    answer(peer, "404 Not Found");
    EngineHost host(config);

    host.post(Test::openSession(u"a"_qs, url(peer)));

    QTRY_VERIFY_WITH_TIMEOUT(Test::seen(host, u"a"_qs)
                                 && Test::seen(host, u"a"_qs)->connection
                                     == ConnectionState::Refused,
                             10000);
    QCOMPARE(Test::seen(host, u"a"_qs)->connections.total, 3u);
    QVERIFY(Test::seen(host, u"a"_qs)->connectionDetail.contains(u"404"));
}

void LinkFailuresTest::aSilentServerTimesOut()
{
    RawPeer peer;
    EngineHost host(Test::hurried());

    host.post(Test::openSession(u"a"_qs, url(peer)));

    QTRY_VERIFY_WITH_TIMEOUT(
        Test::seen(host, u"a"_qs) && Test::seen(host, u"a"_qs)->connections.timeouts > 0, 10000);
    QVERIFY2(titlesAndDetails(host).contains(u"Connect failed"),
             qPrintable(titlesAndDetails(host)));
}

void LinkFailuresTest::aRefusedPortIsTold()
{
    LoopbackServer gone;
    const QString address = gone.url();
    gone.stop();
    EngineHost host(Test::hurried());

    host.post(Test::openSession(u"a"_qs, address));

    QTRY_VERIFY_WITH_TIMEOUT(
        Test::seen(host, u"a"_qs)
            && Test::seen(host, u"a"_qs)->connectionDetail.contains(u"refused"),
        5000);
}

void LinkFailuresTest::aClose1012IsARestart()
{
    LoopbackServer server;
    EngineHost host(Test::hurried());
    host.post(Test::openSession(u"a"_qs, server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(Test::isConnected(host, u"a"_qs), 5000);

    server.closeAll(1012);

    QTRY_COMPARE_WITH_TIMEOUT(Test::seen(host, u"a"_qs)->connections.reconnections, 1u, 10000);
    QVERIFY2(titlesAndDetails(host).contains(u"1012"), qPrintable(titlesAndDetails(host)));
}

void LinkFailuresTest::aClose1008IsARefusalUntilTheUserSaysSo()
{
    LoopbackServer server;
    EngineHost host(Test::hurried());
    host.post(Test::openSession(u"a"_qs, server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(Test::isConnected(host, u"a"_qs), 5000);
    server.closeAll(1008, u"policy"_qs);
    QTRY_COMPARE_WITH_TIMEOUT(toString(Test::seen(host, u"a"_qs)->connection),
                              toString(ConnectionState::Refused), 5000);
    QCOMPARE(server.acceptedCount(), 1);

    host.post(RetryNow{{u"a"_qs}});

    QTRY_VERIFY_WITH_TIMEOUT(Test::isConnected(host, u"a"_qs), 5000);
}

BREAKWATER_TEST(LinkFailuresTest)
#include "tst_linkfailures.moc"
