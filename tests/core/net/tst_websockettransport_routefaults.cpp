// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/net/faultfixture.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/testcertificates.h>
#include <tests/support/testmain.h>

#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>

using namespace Breakwater;
using namespace Breakwater::Test;

//! What goes wrong between us and the server: TLS and proxies.
class WebSocketTransportRouteFaultsTest : public QObject, private FaultFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_certificates.error().isEmpty(), qPrintable(m_certificates.error()));
    }
    void init() { reset(); }

    void tlsRefusals_data();
    void tlsRefusals();
    void tlsAlertOfTheServerIsNamed();
    void proxyFaults_data();
    void proxyFaults();
    void proxyTunnels();

private:
    TestCertificates m_certificates;
};

void WebSocketTransportRouteFaultsTest::tlsRefusals_data()
{
    QTest::addColumn<QString>("identity");
    QTest::addColumn<bool>("knowsTheAuthority");
    QTest::newRow("unknown authority") << u"server"_qs << false;
    QTest::newRow("self-signed") << u"selfsigned"_qs << true;
    QTest::newRow("wrong host") << u"wronghost"_qs << true;
}

void WebSocketTransportRouteFaultsTest::tlsRefusals()
{
    QFETCH(QString, identity);
    QFETCH(bool, knowsTheAuthority);
    LoopbackServer server({.certificateFile = m_certificates.path(identity + u".pem"_qs),
                           .keyFile = m_certificates.path(identity + u".key"_qs)});
    auto endpoint = Endpoint::fromUrl(server.url()).value();
    if (knowsTheAuthority)
        endpoint.tls.caFile = m_certificates.caFile();

    dial(endpoint);

    endsAs(EndKind::TlsFailed);
    QVERIFY(m_listener.ends[0].detail.startsWith(u"TLS: "));
    QVERIFY(m_listener.opened.empty());
    QCOMPARE(server.acceptedCount(), 0);
}

void WebSocketTransportRouteFaultsTest::tlsAlertOfTheServerIsNamed()
{
    QProcess server;
    server.start(u"openssl"_qs,
                 {u"s_server"_qs, u"-accept"_qs, u"127.0.0.1:0"_qs, u"-cert"_qs,
                  m_certificates.server().certificateFile, u"-key"_qs,
                  m_certificates.server().keyFile, u"-CAfile"_qs, m_certificates.caFile(),
                  u"-Verify"_qs, u"1"_qs, u"-verify_return_error"_qs});
    QByteArray said;
    static const QRegularExpression accepting(u"ACCEPT 127\\.0\\.0\\.1:(\\d+)"_qs);
    QTRY_VERIFY_WITH_TIMEOUT((said += server.readAllStandardOutput(),
                              accepting.match(QString::fromLatin1(said)).hasMatch()),
                             patience);
    const QString port = accepting.match(QString::fromLatin1(said)).captured(1);
    auto endpoint = Endpoint::fromUrl(u"wss://127.0.0.1:%1/"_qs.arg(port)).value();
    endpoint.tls.caFile = m_certificates.caFile(); // and no certificate of our own

    dial(endpoint);

    endsAs(EndKind::TlsFailed);
    server.kill();
    QVERIFY(server.waitForFinished(patience));
}

void WebSocketTransportRouteFaultsTest::proxyFaults_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("kind");
    QTest::newRow("asks for a password")
        << status("407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"")
        << nameOf(EndKind::ProxyFailed);
    QTest::newRow("is no proxy") << answering("\x05\x00 what?\r\n\r\n")
                                 << nameOf(EndKind::HandshakeTimeout);
    QTest::newRow("hangs up") << Script([](RawPeer &peer) {
        peer.onRequest([](QTcpSocket &socket, const QByteArray &) { RawPeer::fin(socket); });
    }) << nameOf(EndKind::ProxyFailed);
}

void WebSocketTransportRouteFaultsTest::proxyFaults()
{
    QFETCH(Script, script);
    QFETCH(QString, kind);
    RawPeer proxy;
    script(proxy);
    auto endpoint = Endpoint::fromUrl(u"ws://127.0.0.1:9/"_qs).value();
    endpoint.proxy = {ProxyOptions::Kind::Http, u"127.0.0.1"_qs, proxy.port(), {}};

    dial(endpoint);

    endsAs(kind);
}

void WebSocketTransportRouteFaultsTest::proxyTunnels()
{
    RawPeer proxy;
    QByteArray asked;
    proxy.onRequest([&](QTcpSocket &socket, const QByteArray &request) {
        asked += request;
        if (request.startsWith("CONNECT ")) {
            proxy.expectAnotherRequest(socket);
            socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        } else {
            socket.write(RawPeer::upgradeAnswer(request));
        }
    });
    auto endpoint = Endpoint::fromUrl(u"ws://host.invalid:81/feed"_qs).value();
    endpoint.proxy = {ProxyOptions::Kind::Http, u"127.0.0.1"_qs, proxy.port(),
                      BasicAuth{u"me"_qs, u"pass"_qs}};

    dial(endpoint);

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    QVERIFY(asked.startsWith("CONNECT host.invalid:81 HTTP/1.1\r\n"));
    QVERIFY(asked.contains("\r\n\r\nGET /feed HTTP/1.1\r\n"));
}

BREAKWATER_TEST(WebSocketTransportRouteFaultsTest)
#include "tst_websockettransport_routefaults.moc"
