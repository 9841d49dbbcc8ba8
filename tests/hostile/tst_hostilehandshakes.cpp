// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/realtimesystem.h>

#include <tests/core/serve/gatewayfixture.h>
#include <tests/hostile/hostileclient.h>
#include <tests/support/peakmemory.h>
#include <tests/support/testmain.h>

#include <memory>
#include <vector>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! What happens at the door of a gateway, before anybody is a client.
class HostileHandshakesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_config = {}; }
    void cleanup() { m_world.reset(); }
    void foreignPagesAndForeignNamesStayOutside_data();
    void foreignPagesAndForeignNamesStayOutside();
    void thoseWhoSayNothingAreSentAwayAndOthersAreServedMeanwhile();
    void headersWithoutEndHoldNoMemory_data();
    void headersWithoutEndHoldNoMemory();
    void otherMachinesNeedAToken();
    void aWrongTokenGetsNowhere();

private:
    static constexpr int patience = 30'000;

    void start(const AcceptorOptions &options = {});

    RealTimeSystem m_time;
    StabilityConfig m_config;
    std::unique_ptr<GatewayWorld> m_world;
    quint16 m_port = 0;
};

void HostileHandshakesTest::start(const AcceptorOptions &options)
{
    m_world = std::make_unique<GatewayWorld>(m_config, m_time);
    const auto url = m_world->gateway.start(options, {.echo = true});
    QVERIFY2(url.has_value(), url ? "" : qPrintable(url.error().message));
    m_port = static_cast<quint16>(url->port());
}

void HostileHandshakesTest::foreignPagesAndForeignNamesStayOutside_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("comesIn");
    for (const QByteArray path : {"/", "/stream"}) {
        const auto row = [&](const char *name, const char *headers, const char *host, bool in) {
            QTest::addRow("%s %s", path.constData(), name)
                << path << QByteArray(headers) << QByteArray(host) << in;
        };
        row("program", "", "127.0.0.1", true);
        row("listed page", "Origin: https://ops.example\r\n", "localhost:80", true);
        row("foreign page", "Origin: https://evil.example\r\n", "127.0.0.1", false);
        row("page from a file", "Origin: null\r\n", "127.0.0.1", false);
        row("listed page as a prefix", "Origin: https://ops.example.evil\r\n", "127.0.0.1", false);
        row("rebound name", "", "evil.example", false);
        row("rebound name of a listed page", "Origin: https://ops.example\r\n", "evil.example:80",
            false);
        row("listed name", "", "monitor.example:9001", true);
    }
}

void HostileHandshakesTest::foreignPagesAndForeignNamesStayOutside()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, host);
    QFETCH(bool, comesIn);
    m_config.http.allowedOrigins = {u"https://ops.example"_s};
    m_config.http.allowedHosts = {u"monitor.example"_s};
    start();
    HostileClient client(m_port);

    client.handshake(path, headers, host);

    const auto inside
        = [this] { return m_world->gateway.clients() + m_world->gateway.stream().subscribers(); };
    if (comesIn) {
        QTRY_COMPARE_WITH_TIMEOUT(inside(), 1, patience);
        QVERIFY(!client.isGone());
    } else {
        QTRY_VERIFY_WITH_TIMEOUT(client.isGone(), patience);
        QCOMPARE(inside(), 0);
    }
    QVERIFY(!client.received().toLower().contains("\r\nserver:"));
}

void HostileHandshakesTest::thoseWhoSayNothingAreSentAwayAndOthersAreServedMeanwhile()
{
    start({.handshakeTimeout = 2s});
    std::vector<std::unique_ptr<HostileClient>> slow;
    for (int i = 0; i < 300; ++i) {
        slow.push_back(std::make_unique<HostileClient>(m_port));
        if (i % 2 == 0)
            slow.back()->write("GET / HTTP/1.1\r\nHost: 127.");
        // Not more at once than the kernel lets wait at the door.
        QTRY_VERIFY_WITH_TIMEOUT(slow.back()->isConnected(), patience);
    }
    HostileClient good(m_port);
    good.handshake();

    QTRY_VERIFY_WITH_TIMEOUT(good.isIn(), patience);
    const auto isGone = [](const auto &client) { return client->isGone(); };
    QCOMPARE(std::ranges::count_if(slow, isGone), 0); // it did not wait for them
    QTRY_COMPARE_WITH_TIMEOUT(std::ranges::count_if(slow, isGone), 300, patience);

    QVERIFY(!good.isGone());
    QCOMPARE(m_world->gateway.clients(), 1);
}

void HostileHandshakesTest::headersWithoutEndHoldNoMemory_data()
{
    QTest::addColumn<QByteArray>("chunk");
    QTest::newRow("without LF") << QByteArray(10'000, 'x');
    QTest::newRow("line after line") << QByteArray("X-Header: value\r\n").repeated(1000);
}

void HostileHandshakesTest::headersWithoutEndHoldNoMemory()
{
    QFETCH(QByteArray, chunk);
    start({.handshakeTimeout = 2s});
    const PeakMemory peak;
    HostileClient client(m_port);
    client.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ");

    client.flood(chunk);

    QTRY_VERIFY_WITH_TIMEOUT(client.isGone(), patience);
    QVERIFY(peak.staysBelow(8 * mebibyte));
    QCOMPARE(m_world->gateway.clients(), 0);
}

void HostileHandshakesTest::otherMachinesNeedAToken()
{
    m_world = std::make_unique<GatewayWorld>(m_config, m_time);
    for (const auto &host : {u"0.0.0.0"_s, u"::"_s}) {
        const auto url = m_world->gateway.start({.host = host}, {});

        QVERIFY(!url);
        QVERIFY2(url.error().message.contains(u"oken"), qPrintable(url.error().message));
    }
}

void HostileHandshakesTest::aWrongTokenGetsNowhere()
{
    start({.token = "a-token-of-good-length"});
    for (const QByteArray headers :
         {"", "Authorization: Bearer wrong\r\n", "Authorization: Bearer a-token-of-good-lengtH\r\n",
          "Authorization: Basic a-token-of-good-length\r\n", "Authorization: Bearer\r\n"}) {
        HostileClient client(m_port);
        client.handshake("/", headers);

        QTRY_VERIFY_WITH_TIMEOUT(client.isGone(), patience);
        QVERIFY(!client.received().contains("a-token"));
    }
    HostileClient good(m_port);
    good.handshake("/", "Authorization: Bearer a-token-of-good-length\r\n");
    QTRY_COMPARE_WITH_TIMEOUT(m_world->gateway.clients(), 1, patience);
}

BREAKWATER_TEST(HostileHandshakesTest)
#include "tst_hostilehandshakes.moc"
