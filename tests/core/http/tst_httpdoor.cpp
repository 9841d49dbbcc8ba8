// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/healthserver.h>

#include <core/base/realtimesystem.h>

#include <tests/core/http/httpclient.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

#include <QtCore/QCoreApplication>

#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! What strangers may cost, on real sockets and through the whole server.
class HttpDoorTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void slowVisitorsAreSentAwayAndOthersAreServedMeanwhile();
    void whoSaysNothingIsSentAway();
    void aDribbleDoesNotBuyTime();
    void headersWithoutEndAreCutOff();
    void moreThanTheCapAreClosedAtOnce();
    void roomIsFreeAgainWhenVisitorsLeave();
    void whoTakesNoAnswerIsCutOff();
    void servesAgainWhenDescriptorsAreFree();
    void oneAddressMayNotTakeAllPlacesUnlessItIsOurs();
    void theUsualLimitsAreThoseOfTheSpecification();

private:
    quint16 start(const HttpDoor::Limits &limits)
    {
        const auto port = m_server->start(m_config, limits);
        return port.value_or(0);
    }
    using Clients = std::vector<std::unique_ptr<HttpClient>>;
    static Clients clients(int count, quint16 port)
    {
        Clients made;
        for (int i = 0; i < count; ++i)
            made.push_back(std::make_unique<HttpClient>(port));
        return made;
    }
    static int ended(const Clients &clients)
    {
        int count = 0;
        for (const auto &client : clients)
            count += client->hasEnded() ? 1 : 0;
        return count;
    }
    static QByteArray livez(quint16 port)
    {
        HttpClient client(port);
        client.send(HttpClient::get("/livez"));
        return client.answer();
    }

    RealTimeSystem m_time;
    StabilityConfig m_config;
    std::unique_ptr<HealthServer> m_server;
};

void HttpDoorTest::init()
{
    m_config.http.listen = u"127.0.0.1:0"_qs;
    m_server = std::make_unique<HealthServer>(m_time);
}

void HttpDoorTest::slowVisitorsAreSentAwayAndOthersAreServedMeanwhile()
{
    const quint16 port = start({.request = 300ms});
    const Clients slow = clients(20, port);
    for (const auto &client : slow)
        client->send("GET /livez HTTP/1.1\r\n");

    QVERIFY(livez(port).startsWith("HTTP/1.1 200"));
    QTRY_COMPARE_WITH_TIMEOUT(ended(slow), 20, 10'000);

    for (const auto &client : slow)
        QVERIFY2(client->received().startsWith("HTTP/1.1 408 "), client->received().constData());
}

void HttpDoorTest::whoSaysNothingIsSentAway()
{
    const quint16 port = start({.request = 200ms});
    HttpClient silent(port);

    QCOMPARE(silent.answer(), QByteArray());
}

void HttpDoorTest::aDribbleDoesNotBuyTime()
{
    const quint16 port = start({.request = 400ms});
    HttpClient client(port);
    int sent = 0;

    const bool ended = QTest::qWaitFor(
        [&] {
            client.send(sent++ == 0 ? "GET / HTTP/1.1\r\nX: " : "x");
            return client.hasEnded();
        },
        10'000);

    QVERIFY(ended);
    QVERIFY(sent > 3);
}

void HttpDoorTest::headersWithoutEndAreCutOff()
{
    const quint16 port = start({});
    HttpClient client(port);

    client.send("GET / HTTP/1.1\r\nX: " + QByteArray(1024 * 1024, 'x'));

    QTRY_VERIFY_WITH_TIMEOUT(client.hasEnded(), 2500); // before the time is up
}

void HttpDoorTest::moreThanTheCapAreClosedAtOnce()
{
    const quint16 port = start({.connections = 5, .request = 60s});
    const Clients many = clients(25, port);

    QTRY_COMPARE_WITH_TIMEOUT(ended(many), 20, 10'000);

    for (const auto &client : many) {
        if (!client->hasEnded())
            client->send(HttpClient::get("/livez"));
    }
    QTRY_COMPARE_WITH_TIMEOUT(ended(many), 25, 10'000);
    int served = 0;
    for (const auto &client : many)
        served += client->received().startsWith("HTTP/1.1 200") ? 1 : 0;
    QCOMPARE(served, 5);
}

void HttpDoorTest::roomIsFreeAgainWhenVisitorsLeave()
{
    const quint16 port = start({.connections = 2});
    for (int i = 0; i < 20; ++i)
        QVERIFY(livez(port).startsWith("HTTP/1.1 200"));
    {
        const Clients two = clients(2, port);
        QTRY_VERIFY_WITH_TIMEOUT(two[0]->isConnected() && two[1]->isConnected(), 5000);
    }

    QTRY_VERIFY_WITH_TIMEOUT(livez(port).startsWith("HTTP/1.1 200"), 5000);
}

void HttpDoorTest::whoTakesNoAnswerIsCutOff()
{
    Snapshot frame; // a page larger than what kernels hold for a reader that does not read
    for (int i = 0; i < 1000; ++i)
        frame.sessions.push_back(SessionBuilder(u"%1"_qs.arg(i)).named(QString(30'000, u'x')));
    m_server->setSnapshot(std::make_shared<const Snapshot>(frame));
    const quint16 port = start({.connections = 1, .request = 60s, .answer = 300ms});
    HttpClient client(port);
    client.socket().setReadBufferSize(1024);
    client.send(HttpClient::get("/health/websocket/clients?limit=1000"));
    QTRY_VERIFY_WITH_TIMEOUT(client.socket().bytesAvailable() > 0, 5000);

    QTRY_VERIFY_WITH_TIMEOUT(livez(port).startsWith("HTTP/1.1 200"), 10'000);
}

void HttpDoorTest::servesAgainWhenDescriptorsAreFree()
{
    const quint16 port = start({});
    const int client = ::socket(AF_INET, SOCK_STREAM, 0);
    const int lowestFree = ::dup(client);
    ::close(lowestFree);
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    const rlimit none{static_cast<rlim_t>(lowestFree), before.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);

    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool connected
        = ::connect(client, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    const QByteArray bytes = HttpClient::get("/livez");
    const auto written = ::write(client, bytes.constData(), static_cast<std::size_t>(bytes.size()));
    for (int i = 0; i < 20; ++i) // accept() fails in one of these
        QCoreApplication::processEvents();
    ::setrlimit(RLIMIT_NOFILE, &before);
    QVERIFY(connected && written == bytes.size());

    QTcpSocket socket;
    socket.setSocketDescriptor(client);
    QTRY_VERIFY_WITH_TIMEOUT(socket.bytesAvailable() > 0, 10'000);
    QVERIFY(socket.readAll().startsWith("HTTP/1.1 200"));
}

void HttpDoorTest::oneAddressMayNotTakeAllPlacesUnlessItIsOurs()
{
    const HttpDoor::Limits limits;
    const QHostAddress far(u"192.0.2.7"_qs);
    const QHostAddress other(u"192.0.2.8"_qs);
    const QHostAddress ours(QHostAddress::LocalHost);
    const auto crowd = [](std::size_t count, const QHostAddress &address) {
        return std::vector<QHostAddress>(count, address);
    };

    QVERIFY(HttpDoor::admits(limits, crowd(9, far), far));
    QVERIFY(!HttpDoor::admits(limits, crowd(10, far), far));
    QVERIFY(HttpDoor::admits(limits, crowd(10, far), other));
    QVERIFY(HttpDoor::admits(limits, crowd(31, ours), ours));
    QVERIFY(!HttpDoor::admits(limits, crowd(32, ours), ours));
}

void HttpDoorTest::theUsualLimitsAreThoseOfTheSpecification()
{
    const HttpDoor::Limits limits;

    QCOMPARE(limits.connections, 32);
    QCOMPARE(limits.perAddress, 10);
    QCOMPARE(limits.request, Duration(3s));
}

BREAKWATER_TEST(HttpDoorTest)

#include "tst_httpdoor.moc"
