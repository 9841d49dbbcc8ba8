// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/echoclient.h>
#include <tests/interop/echoserver.h>
#include <tests/support/testmain.h>

#include <QtCore/QObject>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int limit = 20000; // for what takes milliseconds: it only bounds a failing test

enum class Security { Plain, Rsa, EllipticCurve };

QByteArray everyByte(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(i * 31 + i / 256);
    return bytes;
}

} // namespace

Q_DECLARE_METATYPE(EchoServer::Peer)
Q_DECLARE_METATYPE(Security)

//! The real transport against real servers of others: each one over ws and wss, directly and
//! through nginx.
class InteropEcho final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void saysWhichVersionItRuns();
    void returnsTextAndBinaryOfEverySize_data() { everyWay(); }
    void returnsTextAndBinaryOfEverySize();
    void answersPingsInOrderWithTheirPayload_data() { everyWay(); }
    void answersPingsInOrderWithTheirPayload();
    void reportsTheCloseCodeThatTheServerChose_data() { everyWay(); }
    void reportsTheCloseCodeThatTheServerChose();
    void closesWhenAskedTo_data() { everyWay(); }
    void closesWhenAskedTo();
    void noticesAServerThatWasKilled_data() { everyWay(); }
    void noticesAServerThatWasKilled();
    void refusesAServerOfAnUnknownAuthority();

private:
    void everyWay();
    std::unique_ptr<EchoClient> connected();
    void checkCloseCode(int code);

    TestCertificates m_certificates;
    bool m_isByName
        = false; //!< dials localhost instead of 127.0.0.1; both stand in the certificates
    std::unique_ptr<EchoServer> m_server;
};

void InteropEcho::initTestCase()
{
    QVERIFY2(m_certificates.error().isEmpty(), qPrintable(m_certificates.error()));
}

void InteropEcho::everyWay()
{
    using Peer = EchoServer::Peer;
    QTest::addColumn<Peer>("peer");
    QTest::addColumn<Security>("security");
    QTest::addColumn<bool>("throughNginx");

    const std::pair<const char *, Peer> peers[] = {
        {"debian-ws", Peer::DebianWs}, {"npm-ws", Peer::NpmWs}, {"python", Peer::PythonWebsockets}};
    for (const auto &[name, peer] : peers) {
        QTest::addRow("%s, ws", name) << peer << Security::Plain << false;
        QTest::addRow("%s, wss", name) << peer << Security::EllipticCurve << false;
        QTest::addRow("%s, ws through nginx", name) << peer << Security::Plain << true;
        QTest::addRow("%s, wss through nginx", name) << peer << Security::Rsa << true;
    }
}

void InteropEcho::init()
{
    if (!QTest::currentDataTag())
        return;
    QFETCH(EchoServer::Peer, peer);
    QFETCH(Security, security);
    QFETCH(bool, throughNginx);

    std::optional<TestCertificates::Identity> tls;
    if (security != Security::Plain)
        tls = security == Security::Rsa ? m_certificates.rsaServer() : m_certificates.server();
    m_isByName = security == Security::Rsa;
    m_server = std::make_unique<EchoServer>(
        EchoServer::Options{.peer = peer, .tls = tls, .isBehindNginx = throughNginx});
    QVERIFY2(m_server->start(), qPrintable(m_server->failure()));
}

void InteropEcho::cleanup()
{
    m_server.reset();
}

std::unique_ptr<EchoClient> InteropEcho::connected()
{
    const auto host = m_isByName ? u"localhost"_qs : u"127.0.0.1"_qs;
    auto client = std::make_unique<EchoClient>(m_server->url(host), m_certificates.caFile());
    const auto &ends = client->heard().ends;
    if (!QTest::qWaitFor([&] { return client->isOpen() || !ends.empty(); }, limit) || !ends.empty())
        qWarning("not connected: %s; %s",
                 ends.empty() ? "silence" : qPrintable(ends.front().detail),
                 qPrintable(m_server->failure()));
    return client;
}

void InteropEcho::saysWhichVersionItRuns()
{
    // A peer of another version would test something else than its name says.
    const std::pair<EchoServer::Peer, QString> expected[]
        = {{EchoServer::Peer::DebianWs, u"ws-8.11."_qs},
           {EchoServer::Peer::NpmWs, u"ws-8.23."_qs},
           {EchoServer::Peer::PythonWebsockets, u"websockets-10."_qs}};

    for (const auto &[peer, version] : expected) {
        EchoServer server({.peer = peer});
        QVERIFY2(server.start(), qPrintable(server.failure()));
        QVERIFY2(server.peer().version().startsWith(version), qPrintable(server.peer().version()));
    }
}

void InteropEcho::returnsTextAndBinaryOfEverySize()
{
    const auto client = connected();
    QVERIFY(client->isOpen());

    auto &heard = client->heard();
    for (const qsizetype size : {1, 125, 126, 65'535, 65'536, 1024 * 1024}) {
        const QByteArray text
            = u"äx€"_qs.repeated(size).toUtf8().left(size / 6 * 6).leftJustified(size, '.');
        QVERIFY(client->transport().sendText(text));
        QTRY_COMPARE_WITH_TIMEOUT(heard.texts.size(), 1U, limit);
        QVERIFY2(heard.texts.back() == text, qPrintable(u"text of %1"_qs.arg(size)));
        heard.texts.clear();

        const QByteArray binary = everyByte(size);
        QVERIFY(client->transport().sendBinary(binary));
        QTRY_COMPARE_WITH_TIMEOUT(heard.binaries.size(), 1U, limit);
        QVERIFY2(heard.binaries.back() == binary, qPrintable(u"binary of %1"_qs.arg(size)));
        heard.binaries.clear();
    }
    QVERIFY(heard.ends.empty());
}

void InteropEcho::answersPingsInOrderWithTheirPayload()
{
    const auto client = connected();
    QVERIFY(client->isOpen());

    // Below the 60 unanswered pings at which ws 8.23 hangs up.
    std::vector<QByteArray> payloads;
    for (int i = 0; i < 40; ++i) {
        payloads.push_back("nonce " + QByteArray::number(i));
        client->transport().ping(payloads.back());
    }
    payloads.push_back(everyByte(125));
    client->transport().ping(payloads.back());

    QTRY_COMPARE_WITH_TIMEOUT(client->heard().pongs.size(), payloads.size(), limit);
    QVERIFY(client->heard().pongs == payloads);
}

void InteropEcho::reportsTheCloseCodeThatTheServerChose()
{
    for (const int code : {1000, 1001, 1008, 1011, 1012, 4001})
        checkCloseCode(code);
}

void InteropEcho::checkCloseCode(int code)
{
    const auto client = connected();
    QVERIFY(client->isOpen());

    client->transport().sendText("close " + QByteArray::number(code));

    QTRY_VERIFY_WITH_TIMEOUT(client->heard().hasEnded(), limit);
    const EndReason end = client->heard().ends.front();
    QCOMPARE(toString(end.kind), toString(EndKind::PeerClose));
    QCOMPARE(end.closeCode.value_or(0), code);
    if (code != 1012) // QWebSocket hides the reason of that one
        QCOMPARE(end.closeReason, u"as asked"_qs);
    QCOMPARE(client->heard().ends.size(), 1U);
}

void InteropEcho::closesWhenAskedTo()
{
    const auto client = connected();
    QVERIFY(client->isOpen());

    client->transport().close(1000, u"bye"_qs);

    QTRY_VERIFY_WITH_TIMEOUT(client->heard().hasEnded(), limit);
    QCOMPARE(toString(client->heard().ends.front().kind), toString(EndKind::WantedClose));
    QCOMPARE(client->heard().ends.size(), 1U);
}

void InteropEcho::noticesAServerThatWasKilled()
{
    const auto client = connected();
    QVERIFY(client->isOpen());

    m_server->peer().kill();

    QTRY_VERIFY_WITH_TIMEOUT(client->heard().hasEnded(), limit);
    QCOMPARE(toString(client->heard().ends.front().kind), toString(EndKind::ConnectionLost));
    QVERIFY(!client->heard().ends.front().closeCode);
}

void InteropEcho::refusesAServerOfAnUnknownAuthority()
{
    EchoServer server({.peer = EchoServer::Peer::NpmWs, .tls = m_certificates.server()});
    QVERIFY2(server.start(), qPrintable(server.failure()));

    EchoClient client(server.url(), m_certificates.otherCaFile());

    QTRY_VERIFY_WITH_TIMEOUT(client.heard().hasEnded(), limit);
    QCOMPARE(toString(client.heard().ends.front().kind), toString(EndKind::TlsFailed));
    QVERIFY(!client.heard().ends.front().detail.isEmpty());
}

BREAKWATER_TEST(InteropEcho)

#include "tst_interop_echo.moc"
