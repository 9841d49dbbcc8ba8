// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/httpget.h>

#include <tests/core/net/httpgetfixture.h>
#include <tests/support/peakmemory.h>
#include <tests/support/testcertificates.h>
#include <tests/support/testmain.h>

#include <QtCore/QFile>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslServer>
#include <QtNetwork/QSslSocket>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray answer = "HTTP/1.1 200 OK\r\n\r\nab";

//! Answers whoever comes over TLS, and notes what was said to it.
class TlsPeer final
{
public:
    explicit TlsPeer(const TestCertificates::Identity &identity)
    {
        QFile certificate(identity.certificateFile);
        QFile key(identity.keyFile);
        [[maybe_unused]] const bool isOpen
            = certificate.open(QIODevice::ReadOnly) && key.open(QIODevice::ReadOnly);
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(QSslCertificate(certificate.readAll()));
        tls.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
        m_server.setSslConfiguration(tls);
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::pendingConnectionAvailable, &m_server, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                said += socket->readAll();
                if (!said.endsWith("\r\n\r\n"))
                    return;
                socket->write(answer);
                socket->disconnectFromHost();
            });
        });
    }
    quint16 port() const { return m_server.serverPort(); }
    QString url() const { return u"wss://127.0.0.1:%1/health"_qs.arg(port()); }

    QByteArray answer = ::answer;
    QByteArray said;

private:
    QSslServer m_server;
};

//! Carries bytes both ways once it was asked to CONNECT, wherever that leads.
class Tunnel final
{
public:
    explicit Tunnel(quint16 to)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, to] {
            QTcpSocket *from = m_server.nextPendingConnection();
            auto *onward = new QTcpSocket(from);
            QObject::connect(from, &QTcpSocket::readyRead, onward, [=, this] {
                const QByteArray bytes = from->readAll();
                if (onward->state() != QAbstractSocket::UnconnectedState)
                    return void(onward->write(bytes));
                asked += bytes;
                if (asked.endsWith("\r\n\r\n"))
                    onward->connectToHost(QHostAddress(QHostAddress::LocalHost), to);
            });
            QObject::connect(onward, &QTcpSocket::connected, from,
                             [=] { from->write("HTTP/1.1 200 Yes\r\n\r\n"); });
            QObject::connect(onward, &QTcpSocket::readyRead, from,
                             [=] { from->write(onward->readAll()); });
            QObject::connect(onward, &QTcpSocket::disconnected, from,
                             [=] { from->disconnectFromHost(); });
        });
    }
    quint16 port() const { return m_server.serverPort(); }

    QByteArray asked;

private:
    QTcpServer m_server;
};

} // namespace

//! What stands between us and the server: TLS and proxies.
class HttpGetRouteTest : public QObject, private HttpGetFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_certificates.error().isEmpty(), qPrintable(m_certificates.error()));
    }
    void init() { reset(); }

    void asksOverTls_data();
    void asksOverTls();
    void nothingIsSaidToAStranger_data();
    void nothingIsSaidToAStranger();
    void aServerWithoutTlsIsNotAsked();
    void whatIsTooLongIsCutOverTlsToo();
    void asksThroughAProxy_data();
    void asksThroughAProxy();
    void asksOverTlsThroughAProxy_data();
    void asksOverTlsThroughAProxy();
    void proxyFaults_data();
    void proxyFaults();
    void aProxyWithoutEndIsLeftAtOnce();

private:
    TestCertificates m_certificates;
};

void HttpGetRouteTest::asksOverTls_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("bodySize");
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    QTest::newRow("length") << ok + "Content-Length: 2\r\n\r\nab" << 2;
    QTest::newRow("until it closes") << ok + "\r\nab" << 2;
    QTest::newRow("all that is allowed") << ok + "\r\n" + QByteArray(65536, 'x') << 65536;
}

void HttpGetRouteTest::asksOverTls()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, bodySize);
    TlsPeer peer(m_certificates.server());
    peer.answer = answer;
    Endpoint endpoint = endpointFor(peer.url());
    endpoint.tls.caFile = m_certificates.caFile();
    endpoint.bearerToken = "t0ken";

    ask(endpoint);

    QCOMPARE(outcome().size(), 4 + bodySize);
    QVERIFY(m_outcomes.first().startsWith(u"200 "_qs));
    QVERIFY(peer.said.contains("Authorization: Bearer t0ken\r\n"));
}

void HttpGetRouteTest::nothingIsSaidToAStranger_data()
{
    QTest::addColumn<QString>("identity");
    QTest::addColumn<QString>("authority");
    QTest::newRow("unknown authority") << u"server"_qs << m_certificates.otherCaFile();
    QTest::newRow("not of the system's") << u"server"_qs << QString();
    QTest::newRow("self-signed") << u"selfsigned"_qs << m_certificates.caFile();
    QTest::newRow("wrong host") << u"wronghost"_qs << m_certificates.caFile();
}

void HttpGetRouteTest::nothingIsSaidToAStranger()
{
    QFETCH(QString, identity);
    QFETCH(QString, authority);
    const TlsPeer peer(
        {m_certificates.path(identity + u".pem"_qs), m_certificates.path(identity + u".key"_qs)});
    Endpoint endpoint = endpointFor(peer.url());
    if (!authority.isEmpty())
        endpoint.tls.caFile = authority;
    endpoint.bearerToken = "t0ken";

    ask(endpoint);

    QCOMPARE(outcome(), u"tls_failed"_qs);
    QVERIFY2(m_detail.startsWith(u"TLS: The "_qs), qPrintable(m_detail));
    QCOMPARE(peer.said, QByteArray());
}

void HttpGetRouteTest::aServerWithoutTlsIsNotAsked()
{
    bool wasAsked = false;
    m_peer->onConnection([](QTcpSocket &socket) { socket.write(answer); });
    m_peer->onRequest([&](QTcpSocket &, const QByteArray &) { wasAsked = true; });
    Endpoint endpoint = endpointFor(m_peer->url(u"wss"_qs));
    endpoint.bearerToken = "t0ken";

    ask(endpoint);

    QCOMPARE(outcome(), u"tls_failed"_qs);
    QVERIFY(peerIsLeft());
    QVERIFY(!wasAsked);
}

void HttpGetRouteTest::whatIsTooLongIsCutOverTlsToo()
{
    TlsPeer peer(m_certificates.server());
    peer.answer = "HTTP/1.1 200 OK\r\nA: " + QByteArray(4'000'000, 'x');
    Endpoint endpoint = endpointFor(peer.url());
    endpoint.tls.caFile = m_certificates.caFile();

    ask(endpoint);

    QCOMPARE(outcome(), u"limit_exceeded"_qs);
}

void HttpGetRouteTest::asksThroughAProxy_data()
{
    QTest::addColumn<int>("bodySize");
    QTest::newRow("little") << 2;
    QTest::newRow("all that is allowed") << 65536;
}

void HttpGetRouteTest::asksThroughAProxy()
{
    QFETCH(int, bodySize);
    QByteArray asked;
    m_peer->onRequest([&](QTcpSocket &socket, const QByteArray &request) {
        asked += request;
        m_peer->expectAnotherRequest(socket);
        if (request.startsWith("CONNECT "))
            return void(socket.write("HTTP/1.1 200 Connection established\r\n\r\n"));
        socket.write("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(bodySize, 'x'));
        socket.disconnectFromHost();
    });
    Endpoint endpoint = endpointFor(u"ws://host.invalid:81/health"_qs);
    endpoint.bearerToken = "t0ken";
    endpoint.proxy = {ProxyOptions::Kind::Http, u"127.0.0.1"_qs, m_peer->port(),
                      BasicAuth{u"me"_qs, u"pass"_qs}};

    ask(endpoint);

    QVERIFY(outcome() == u"200 "_qs + QString(bodySize, u'x'));
    QVERIFY(asked.startsWith("CONNECT host.invalid:81 HTTP/1.1\r\n"));
    const auto tunnelled = asked.indexOf("GET /health HTTP/1.1\r\nHost: host.invalid:81\r\n");
    QVERIFY(tunnelled > 0);
    QVERIFY(asked.indexOf("t0ken") > tunnelled); // the proxy is not told
}

void HttpGetRouteTest::asksOverTlsThroughAProxy_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("the right one") << u"localhost"_qs << u"200 ab"_qs;
    QTest::newRow("another one") << u"host.invalid"_qs << u"tls_failed"_qs;
}

void HttpGetRouteTest::asksOverTlsThroughAProxy()
{
    QFETCH(QString, host);
    QFETCH(QString, outcome);
    const TlsPeer peer(m_certificates.server());
    const Tunnel proxy(peer.port());
    Endpoint endpoint = endpointFor(u"wss://%1:81/health"_qs.arg(host));
    endpoint.bearerToken = "t0ken";
    endpoint.tls.caFile = m_certificates.caFile();
    endpoint.proxy = {ProxyOptions::Kind::Http, u"127.0.0.1"_qs, proxy.port(), {}};

    ask(endpoint);

    QCOMPARE(this->outcome(), outcome);
    QVERIFY(proxy.asked.startsWith("CONNECT " + host.toLatin1() + ":81 HTTP/1.1\r\n"));
    QVERIFY(!proxy.asked.contains("t0ken"));
    QCOMPARE(peer.said.contains("t0ken"), outcome.startsWith(u"200"_qs));
}

void HttpGetRouteTest::proxyFaults_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QString>("kind");
    QTest::newRow("asks for a password")
        << QByteArray("HTTP/1.1 407 t0ken\r\nProxy-Authenticate: Basic realm=\"t0ken\"\r\n"
                      "Content-Length: 0\r\n\r\n")
        << u"proxy_failed"_qs;
    QTest::newRow("refuses") << QByteArray("HTTP/1.1 403 t0ken\r\nContent-Length: 0\r\n\r\n")
                             << u"connect_failed"_qs; // Qt's word for it
    QTest::newRow("hangs up") << QByteArray() << u"proxy_failed"_qs;
}

void HttpGetRouteTest::proxyFaults()
{
    QFETCH(QByteArray, said);
    QFETCH(QString, kind);
    m_peer->onRequest([&](QTcpSocket &socket, const QByteArray &) {
        socket.write(said);
        socket.disconnectFromHost();
    });
    Endpoint endpoint = endpointFor(u"ws://host.invalid:81/health"_qs);
    endpoint.bearerToken = "t0ken";
    endpoint.proxy = {ProxyOptions::Kind::Http, u"127.0.0.1"_qs, m_peer->port(), {}};

    ask(endpoint);

    QCOMPARE(outcome(), kind);
    QVERIFY2(!m_detail.contains(u"t0ken"_qs), qPrintable(m_detail));
    QVERIFY2(m_detail.contains(u"proxy"_qs, Qt::CaseInsensitive), qPrintable(m_detail));
}

void HttpGetRouteTest::aProxyWithoutEndIsLeftAtOnce()
{
    const QByteArray lines = QByteArray("A: b\r\n").repeated(10'000);
    m_peer->onRequest([&](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 200 OK\r\n");
        connect(&socket, &QTcpSocket::bytesWritten, &socket, [&] {
            if (socket.bytesToWrite() < 100'000)
                socket.write(lines);
        });
    });
    Endpoint endpoint = endpointFor(u"ws://host.invalid:81/health"_qs);
    endpoint.proxy = {ProxyOptions::Kind::Http, u"127.0.0.1"_qs, m_peer->port(), {}};
    const PeakMemory memory;
    ask(endpoint);

    QCOMPARE(outcome(), u"proxy_failed"_qs); // though no time has passed
    QVERIFY2(m_detail.contains(u"does not end"_qs), qPrintable(m_detail));
    QVERIFY(peerIsLeft());
    QVERIFY(memory.staysBelow(8 * mebibyte));
}

BREAKWATER_TEST(HttpGetRouteTest)
#include "tst_httpget_route.moc"
