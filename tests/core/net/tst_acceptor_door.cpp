// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/net/acceptorfixture.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;

//! Who is let in by token and number, and that who is sent away is counted.
class AcceptorDoorTest : public QObject, private AcceptorFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }

    void onlyTheRightTokenIsLetIn_data();
    void onlyTheRightTokenIsLetIn();
    void aRemoteAddressNeedsAToken();
    void everyRefusalIsCountedOnce();
    void newRulesHoldForThoseWhoComeLater();
    void tellsTheAddressApart();
    void whoSaysNothingIsBoundedInNumber();

private:
    //! Whether the client behind these bytes was taken; it is when it can be.
    bool isTaken(const QByteArray &bytes);
};

bool AcceptorDoorTest::isTaken(const QByteArray &bytes)
{
    const auto before = m_host.clients.size();
    const auto refused = m_acceptor->refused();
    m_raw = std::make_unique<QTcpSocket>();
    m_raw->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    m_raw->write(bytes);
    [[maybe_unused]] const bool decided = QTest::qWaitFor(
        [&] { return m_host.clients.size() > before || m_acceptor->refused() > refused; },
        patience);
    return m_host.clients.size() > before;
}

void AcceptorDoorTest::onlyTheRightTokenIsLetIn_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("passes");
    QTest::newRow("right") << QByteArray("Authorization: Bearer s3cret\r\n") << true;
    QTest::newRow("scheme in capitals") << QByteArray("Authorization: BEARER s3cret\r\n") << true;
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("empty") << QByteArray("Authorization: Bearer \r\n") << false;
    QTest::newRow("wrong") << QByteArray("Authorization: Bearer s3cres\r\n") << false;
    QTest::newRow("longer") << QByteArray("Authorization: Bearer s3cret2\r\n") << false;
    QTest::newRow("other case") << QByteArray("Authorization: Bearer S3CRET\r\n") << false;
    QTest::newRow("other scheme") << QByteArray("Authorization: Basic s3cret\r\n") << false;
    QTest::newRow("without scheme") << QByteArray("Authorization: s3cret\r\n") << false;
}

void AcceptorDoorTest::onlyTheRightTokenIsLetIn()
{
    QFETCH(QByteArray, header);
    QFETCH(bool, passes);
    listen({.token = QByteArray("s3cret")});

    QCOMPARE(isTaken(request(header)), passes);

    QCOMPARE(m_acceptor->refused(), passes ? 0U : 1U);
    QCOMPARE(m_acceptor->connectionCount(), passes ? 1 : 0);
}

void AcceptorDoorTest::aRemoteAddressNeedsAToken()
{
    Acceptor acceptor(m_config, m_time, m_host);

    const auto without = acceptor.listen({.host = u"0.0.0.0"_qs});
    QVERIFY(!without);
    QVERIFY(without.error().message.contains(u"token"));

    QVERIFY(acceptor.listen({.host = u"0.0.0.0"_qs, .token = QByteArray("s3cret")}).has_value());
}

void AcceptorDoorTest::everyRefusalIsCountedOnce()
{
    listen({.maxConnections = 1});
    QVERIFY(!isTaken(request("Origin: https://evil.example\r\n")));
    QCOMPARE(m_acceptor->refused(), 1U);
    QVERIFY(!isTaken(request({}, "evil.example")));
    QCOMPARE(m_acceptor->refused(), 2U);

    QVERIFY(isTaken(request({})));
    const auto first = std::move(m_raw);
    QVERIFY(!isTaken(request({})));
    QCOMPARE(m_acceptor->refused(), 3U);
    m_host.takes = false;
    first->abort();
    QTRY_COMPARE_WITH_TIMEOUT(m_acceptor->connectionCount(), 0, patience);
    answerTo(request({}));

    QTRY_COMPARE_WITH_TIMEOUT(m_acceptor->refused(), 4U, patience);
}

void AcceptorDoorTest::newRulesHoldForThoseWhoComeLater()
{
    listen({.maxConnections = 1});
    QVERIFY(isTaken(request({})));
    const auto first = std::move(m_raw);

    m_acceptor->configure(
        m_config, {.allowedOrigins = QStringList{u"https://ours.example"_qs}, .maxConnections = 2});

    QVERIFY(isTaken(request("Origin: https://ours.example\r\n")));
    QVERIFY(m_acceptor->isListening());
}

void AcceptorDoorTest::tellsTheAddressApart()
{
    listen();

    QVERIFY(isTaken(request({})));

    const IncomingRequest &asked = m_host.clients.front()->request;
    QCOMPARE(asked.address, u"127.0.0.1"_qs);
    QCOMPARE(asked.peer, u"127.0.0.1 port %1"_qs.arg(m_raw->localPort()));
}

// The handshake's own time is long here: what ends is what is over the number.
void AcceptorDoorTest::whoSaysNothingIsBoundedInNumber()
{
    constexpr int most = 256;
    listen({.handshakeTimeout = std::chrono::minutes(10), .maxConnections = 100});
    std::vector<std::unique_ptr<QTcpSocket>> silent;
    for (int i = 0; i < most + 44; ++i) {
        silent.push_back(std::make_unique<QTcpSocket>());
        silent.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        QVERIFY(silent.back()->waitForConnected(patience));
        QCoreApplication::processEvents();
    }
    const auto gone = [&silent] {
        return std::ranges::count_if(silent, [](const auto &socket) {
            return socket->state() == QAbstractSocket::UnconnectedState;
        });
    };

    QTRY_COMPARE_WITH_TIMEOUT(gone(), 44, patience);
    QCOMPARE(m_acceptor->refused(), 44U);
    silent.resize(most - 10);

    QTRY_VERIFY_WITH_TIMEOUT(isTaken(request({})), patience);
}

BREAKWATER_TEST(AcceptorDoorTest)
#include "tst_acceptor_door.moc"
