// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/realtimesystem.h>

#include <tests/core/serve/gatewayfixture.h>
#include <tests/hostile/hostileclient.h>
#include <tests/support/peakmemory.h>
#include <tests/support/rawpeer.h>
#include <tests/support/testmain.h>

#include <memory>
#include <vector>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

//! Clients that mean harm, against a whole gateway; a good one is served meanwhile.
class HostileClientsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aMessageFloodIsClosedWith1008AndOthersAreServed();
    void floodsHoldNoMemory_data();
    void floodsHoldNoMemory();
    void pongsThatNobodyReadsAreBoundedForEachClient();
    void theCapIsNeverExceeded();
    void brokenFramesEndTheLink_data();
    void brokenFramesEndTheLink();

private:
    static constexpr int patience = 30'000;

    void start(const AcceptorOptions &options = {});
    //! A round trip of the good client.
    bool isServed();

    RealTimeSystem m_time;
    StabilityConfig m_config;
    std::unique_ptr<GatewayWorld> m_world;
    std::unique_ptr<GatewayClient> m_good;
    quint16 m_port = 0;
};

void HostileClientsTest::init()
{
    m_config = {};
}

void HostileClientsTest::cleanup()
{
    m_good.reset();
    m_world.reset();
}

void HostileClientsTest::start(const AcceptorOptions &options)
{
    m_world = std::make_unique<GatewayWorld>(m_config, m_time);
    const auto url = m_world->gateway.start(options, {.echo = true});
    QVERIFY2(url.has_value(), url ? "" : qPrintable(url.error().message));
    m_port = static_cast<quint16>(url->port());
    m_good = std::make_unique<GatewayClient>(*url, m_config, m_time);
    QTRY_VERIFY_WITH_TIMEOUT(m_good->isOpen(), patience);
}

bool HostileClientsTest::isServed()
{
    const std::size_t before = m_good->heard.texts.size();
    return m_good->transport().sendText("still there?")
        && QTest::qWaitFor([&] { return m_good->heard.texts.size() > before; }, patience);
}

void HostileClientsTest::aMessageFloodIsClosedWith1008AndOthersAreServed()
{
    m_config.limits.clientReceiveRate = 1000;
    start();
    HostileClient flooder(m_port);
    flooder.handshake();
    QTRY_VERIFY_WITH_TIMEOUT(flooder.isIn(), patience);
    const PeakMemory peak;

    flooder.flood(HostileClient::frame(0x81, "x").repeated(1000));

    QTRY_VERIFY_WITH_TIMEOUT(flooder.received().contains("too many messages"), patience);
    QVERIFY(flooder.received().contains("\x03\xf0"
                                        "too many messages")); // 1008
    QVERIFY(isServed());
    QTRY_COMPARE_WITH_TIMEOUT(m_world->gateway.clients(), 1, patience);
    QVERIFY(peak.staysBelow(24 * mebibyte));
    // It had its second's worth, and what came back of it until it was over; a message of the good
    // one is among them.
    QVERIFY2(m_world->gateway.counters().received < 1000 * 30,
             qPrintable(QString::number(m_world->gateway.counters().received)));
    QVERIFY(m_good->isOpen());
}

void HostileClientsTest::floodsHoldNoMemory_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("chunk");
    const QByteArray many(mebibyte / 4, 'x');
    QTest::newRow("frame of 1.9 GB")
        << QByteArray("\x82\xff\0\0\0\0\x71\x3f\xb3\0\0\0\0\0", 14) << many;
    QTest::newRow("fragments of 64 KB")
        << HostileClient::frame(0x02, {}) << HostileClient::frame(0x00, QByteArray(65535, 'x'));
    QTest::newRow("fragments of 1 byte")
        << HostileClient::frame(0x02, {}) << HostileClient::frame(0x00, "x").repeated(10'000);
    QTest::newRow("empty fragments")
        << HostileClient::frame(0x02, {}) << HostileClient::frame(0x00, {}).repeated(10'000);
}

void HostileClientsTest::floodsHoldNoMemory()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, chunk);
    start();
    std::vector<std::unique_ptr<HostileClient>> clients;
    for (int i = 0; i < 8; ++i) {
        clients.push_back(std::make_unique<HostileClient>(m_port));
        clients.back()->handshake();
    }
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(clients, &HostileClient::isIn), patience);
    const PeakMemory peak;

    for (const auto &client : clients) {
        client->write(first);
        client->flood(chunk);
    }

    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(clients, &HostileClient::isGone), patience);
    QVERIFY(isServed());
    // Two mebibytes for each, and what the clients themselves hold here.
    QVERIFY(peak.staysBelow(std::ssize(clients) * 3 * mebibyte + 8 * mebibyte));
    QCOMPARE(m_world->gateway.clients(), 1);
}

void HostileClientsTest::pongsThatNobodyReadsAreBoundedForEachClient()
{
    start();
    std::vector<std::unique_ptr<HostileClient>> clients;
    for (int i = 0; i < 16; ++i) {
        clients.push_back(std::make_unique<HostileClient>(m_port));
        clients.back()->handshake();
    }
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(clients, &HostileClient::isIn), patience);
    const PeakMemory peak;

    for (const auto &client : clients) {
        client->stopReading();
        client->flood(HostileClient::frame(0x89, QByteArray(100, 'p')).repeated(1000));
    }

    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(clients, &HostileClient::isGone), patience);
    QVERIFY(isServed());
    QVERIFY(peak.staysBelow(std::ssize(clients) * 3 * mebibyte + 8 * mebibyte));
    QCOMPARE(m_world->gateway.clients(), 1);
}

void HostileClientsTest::theCapIsNeverExceeded()
{
    m_config.limits.clients = 20;
    start();
    std::vector<std::unique_ptr<HostileClient>> clients;
    int most = 0;
    for (int i = 0; i < 200; ++i) {
        clients.push_back(std::make_unique<HostileClient>(m_port));
        clients.back()->handshake();
    }

    const auto answered = [&] {
        most = std::max(most, m_world->gateway.clients());
        return std::ranges::all_of(clients, [](const auto &client) {
            return client->status().has_value() || client->isGone();
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(answered(), patience);
    const auto isAway = [](const auto &client) { return client->isGone(); };
    QTRY_COMPARE_WITH_TIMEOUT(std::ranges::count_if(clients, isAway), 200 - 19, patience);

    QVERIFY2(most <= 20, qPrintable(QString::number(most)));
    QVERIFY(isServed());
    clients.clear(); // room again
    QTRY_COMPARE_WITH_TIMEOUT(m_world->gateway.clients(), 1, patience);
    HostileClient late(m_port);
    late.handshake();
    QTRY_COMPARE_WITH_TIMEOUT(m_world->gateway.clients(), 2, patience);
}

void HostileClientsTest::brokenFramesEndTheLink_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("reserved bits") << HostileClient::frame(0xf1, "x");
    QTest::newRow("unknown opcode") << HostileClient::frame(0x83, "x");
    QTest::newRow("long ping") << HostileClient::frame(0x89, QByteArray(126, 'p'));
    QTest::newRow("fragmented ping") << HostileClient::frame(0x09, "p");
    QTest::newRow("continues nothing") << HostileClient::frame(0x80, "x");
    QTest::newRow("text that is not UTF-8") << HostileClient::frame(0x81, "\xff\xfe");
    QTest::newRow("negative length") << QByteArray("\x82\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10);
}

void HostileClientsTest::brokenFramesEndTheLink()
{
    QFETCH(QByteArray, bytes);
    start();
    HostileClient client(m_port);
    client.handshake();
    QTRY_VERIFY_WITH_TIMEOUT(client.isIn(), patience);
    const auto before = m_world->gateway.counters().received;

    client.write(bytes);

    QTRY_VERIFY_WITH_TIMEOUT(client.isGone(), patience);
    QCOMPARE(m_world->gateway.counters().received, before);
    QVERIFY(isServed());
}

BREAKWATER_TEST(HostileClientsTest)
#include "tst_hostileclients.moc"
