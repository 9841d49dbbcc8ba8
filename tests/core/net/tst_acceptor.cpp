// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/acceptor.h>
#include <core/net/websockettransport.h>

#include <core/base/realtimesystem.h>

#include <tests/support/recordinglistener.h>
#include <tests/support/testcertificates.h>
#include <tests/support/testmain.h>

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 10'000;

//! Takes in whoever comes, and echoes.
class EchoHost final : public AcceptorListener
{
public:
    struct Client
    {
        IncomingRequest request;
        RecordingListener listener;
        std::unique_ptr<Transport> transport;
    };

    bool takes = true;
    std::vector<std::unique_ptr<Client>> clients;

    void clientArrived(const IncomingRequest &request, const Adopt &adopt) override
    {
        auto &client = *clients.emplace_back(std::make_unique<Client>());
        client.request = request;
        if (!takes)
            return;
        client.transport = adopt(client.listener);
        client.listener.onText
            = [&client] { client.transport->sendText(client.listener.texts.back()); };
    }
};

QByteArray request(const QByteArray &moreHeaders, const QByteArray &host = "127.0.0.1")
{
    return "GET /feed?x=1 HTTP/1.1\r\nHost: " + host
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + moreHeaders + "\r\n";
}

//! The socket in this process whose peer has this local port.
int descriptorTalkingTo(quint16 port)
{
    for (int descriptor = 3; descriptor < 1024; ++descriptor) {
        sockaddr_in peer{};
        socklen_t size = sizeof peer;
        if (::getpeername(descriptor, reinterpret_cast<sockaddr *>(&peer), &size) == 0
            && peer.sin_family == AF_INET && ntohs(peer.sin_port) == port)
            return descriptor;
    }
    return -1;
}

} // namespace

class AcceptorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void adoptsAndEchoes();
    void tellsWhatTheClientAskedFor();
    void origins_data();
    void origins();
    void hosts_data();
    void hosts();
    void answerSaysNothingAboutUs();
    void nagleIsOff();
    void capIsKeptAndFreesItself();
    void clientThatNobodyTakesIsSentAway();
    void messagesAreLimited();
    void silentClientIsDropped();
    void listensOnLoopbackOnly_data();
    void listensOnLoopbackOnly();
    void portInUseIsExplained();
    void adoptedTransportsOutliveTheAcceptor();
    void tls();
    void tlsFilesThatCannotBeUsedAreNamed();
    void acceptsAgainAfterRunningOutOfDescriptors();

private:
    void listen(const AcceptorOptions &options = {})
    {
        m_host = {};
        m_acceptor = std::make_unique<Acceptor>(m_config, m_time, m_host);
        const auto port = m_acceptor->listen(options);
        QVERIFY2(port.has_value(), port ? "" : qPrintable(port.error().message));
        m_port = *port;
    }
    //! Sends bytes, and returns the answer's headers once they or the end came.
    QByteArray answerTo(const QByteArray &bytes)
    {
        m_raw = std::make_unique<QTcpSocket>();
        m_raw->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        m_raw->write(bytes);
        QByteArray answer;
        [[maybe_unused]] const bool came = QTest::qWaitFor(
            [&] {
                answer += m_raw->readAll();
                return answer.contains("\r\n\r\n")
                    || m_raw->state() == QAbstractSocket::UnconnectedState;
            },
            patience);
        return answer;
    }
    std::unique_ptr<Transport> dial(RecordingListener &listener)
    {
        auto transport = WebSocketTransportFactory(m_config, m_time)
                             .create(Endpoint::fromUrl(url()).value(), listener);
        transport->open();
        return transport;
    }
    QString url() const { return u"ws://127.0.0.1:%1/feed?x=1"_qs.arg(m_port); }

    RealTimeSystem m_time;
    StabilityConfig m_config;
    EchoHost m_host;
    std::unique_ptr<Acceptor> m_acceptor;
    std::unique_ptr<QTcpSocket> m_raw;
    quint16 m_port = 0;
};

void AcceptorTest::init()
{
    m_raw.reset();
    m_acceptor.reset();
    m_host = {};
    m_config = {};
}

void AcceptorTest::adoptsAndEchoes()
{
    listen();
    RecordingListener client;
    const auto transport = dial(client);

    QTRY_COMPARE_WITH_TIMEOUT(client.opened.size(), 1u, patience);
    transport->sendText("hello");
    QTRY_COMPARE_WITH_TIMEOUT(client.texts, std::vector<QByteArray>{"hello"}, patience);
    QCOMPARE(m_host.clients.size(), 1u);
    QCOMPARE(m_host.clients[0]->listener.opened.size(), 1u);
    QVERIFY(m_host.clients[0]->transport->isOpen());
    QCOMPARE(m_acceptor->connectionCount(), 1);

    m_host.clients[0]->transport->ping("from the server");
    QTRY_COMPARE_WITH_TIMEOUT(m_host.clients[0]->listener.pongs,
                              std::vector<QByteArray>{"from the server"}, patience);

    m_host.clients[0]->transport->close(1001, u"going away"_qs);
    QTRY_COMPARE_WITH_TIMEOUT(client.ends.size(), 1u, patience);
    QCOMPARE(client.ends[0].closeCode, 1001);
    QTRY_COMPARE_WITH_TIMEOUT(m_host.clients[0]->listener.ends.size(), 1u, patience);
    QCOMPARE(m_host.clients[0]->listener.endKind(), nameOf(EndKind::WantedClose));
    QCOMPARE(m_acceptor->connectionCount(), 0);
}

void AcceptorTest::tellsWhatTheClientAskedFor()
{
    listen({.subprotocols = {u"v1.example"_qs}, .allowedOrigins = {u"https://app.example"_qs}});

    const QByteArray answer
        = answerTo(request("Origin: https://app.example\r\n"
                           "Sec-WebSocket-Protocol: v0.example, v1.example\r\n"));

    QVERIFY2(answer.startsWith("HTTP/1.1 101 "), answer.constData());
    QCOMPARE(m_host.clients.size(), 1u);
    const IncomingRequest &seen = m_host.clients[0]->request;
    QCOMPARE(seen.path, u"/feed"_qs);
    QCOMPARE(seen.query, u"x=1"_qs);
    QCOMPARE(seen.subprotocol, u"v1.example"_qs);
    QCOMPARE(seen.origin, u"https://app.example"_qs);
    QVERIFY(seen.peer.startsWith(u"127.0.0.1 port "_qs));
    QTRY_COMPARE_WITH_TIMEOUT(m_host.clients[0]->listener.opened,
                              std::vector<QString>{u"v1.example"_qs}, patience);
}

void AcceptorTest::origins_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("none, a program") << QByteArray() << QByteArray("HTTP/1.1 101 ");
    QTest::newRow("listed") << QByteArray("Origin: https://app.example\r\n")
                            << QByteArray("HTTP/1.1 101 ");
    QTest::newRow("foreign") << QByteArray("Origin: https://evil.example\r\n")
                             << QByteArray("HTTP/1.1 403 ");
    QTest::newRow("null") << QByteArray("Origin: null\r\n") << QByteArray("HTTP/1.1 403 ");
    QTest::newRow("begins alike") << QByteArray("Origin: https://app.example.evil.example\r\n")
                                  << QByteArray("HTTP/1.1 403 ");
    QTest::newRow("other scheme") << QByteArray("Origin: http://app.example\r\n")
                                  << QByteArray("HTTP/1.1 403 ");
}

void AcceptorTest::origins()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, answer);
    listen({.allowedOrigins = {u"https://app.example"_qs}});

    const QByteArray got = answerTo(request(header));

    QVERIFY2(got.startsWith(answer), got.constData());
    QCOMPARE(m_host.clients.size(), answer.contains("101") ? 1u : 0u);
}

void AcceptorTest::hosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("taken");
    QTest::newRow("address") << QByteArray("127.0.0.1") << true;
    QTest::newRow("address and port") << QByteArray("127.0.0.1:8080") << true;
    QTest::newRow("localhost") << QByteArray("LocalHost:8080") << true;
    QTest::newRow("ipv6") << QByteArray("[::1]:8080") << true;
    QTest::newRow("configured") << QByteArray("breakwater.lan") << true;
    QTest::newRow("rebound") << QByteArray("evil.example") << false;
    QTest::newRow("rebound, port") << QByteArray("evil.example:8080") << false;
    QTest::newRow("looks local") << QByteArray("localhost.evil.example") << false;
    QTest::newRow("other address") << QByteArray("192.0.2.1") << false;
}

void AcceptorTest::hosts()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, taken);
    listen({.allowedHosts = {u"Breakwater.lan"_qs}});

    answerTo(request({}, host));

    QCOMPARE(m_host.clients.size(), taken ? 1u : 0u);
    if (!taken)
        QTRY_COMPARE_WITH_TIMEOUT(m_raw->state(), QAbstractSocket::UnconnectedState, patience);
}

void AcceptorTest::answerSaysNothingAboutUs()
{
    listen();

    const QByteArray answer = answerTo(request({})).toLower();

    QVERIFY(answer.startsWith("http/1.1 101 "));
    QVERIFY2(!answer.contains("\r\nserver:"), answer.constData());
    QVERIFY(!answer.contains("sec-websocket-extensions"));
}

void AcceptorTest::nagleIsOff()
{
    listen();
    answerTo(request({}));
    const int accepted = descriptorTalkingTo(m_raw->localPort());
    QVERIFY(accepted >= 0);

    int isOff = 0;
    socklen_t size = sizeof isOff;
    QCOMPARE(::getsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &isOff, &size), 0);

    QVERIFY(isOff != 0);
}

void AcceptorTest::capIsKeptAndFreesItself()
{
    listen({.maxConnections = 2});
    RecordingListener listeners[4];
    const auto first = dial(listeners[0]);
    const auto second = dial(listeners[1]);
    QTRY_COMPARE_WITH_TIMEOUT(m_acceptor->connectionCount(), 2, patience);

    const auto third = dial(listeners[2]);
    QTRY_COMPARE_WITH_TIMEOUT(listeners[2].ends.size(), 1u, patience);
    QCOMPARE(listeners[2].endKind(), nameOf(EndKind::PeerClose)); // 1013, try again later
    QCOMPARE(listeners[2].ends[0].closeCode, 1012);
    QCOMPARE(m_host.clients.size(), 2u);

    first->abort();
    QTRY_COMPARE_WITH_TIMEOUT(m_acceptor->connectionCount(), 1, patience);
    const auto fourth = dial(listeners[3]);
    QTRY_COMPARE_WITH_TIMEOUT(m_acceptor->connectionCount(), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(listeners[3].opened.size(), 1u, patience);
}

void AcceptorTest::clientThatNobodyTakesIsSentAway()
{
    listen();
    m_host.takes = false;
    RecordingListener client;
    const auto transport = dial(client);

    QTRY_COMPARE_WITH_TIMEOUT(client.ends.size(), 1u, patience);
    QCOMPARE(m_acceptor->connectionCount(), 0);
}

void AcceptorTest::messagesAreLimited()
{
    listen({.messageBytes = 1000});
    RecordingListener client;
    const auto transport = dial(client);
    QTRY_COMPARE_WITH_TIMEOUT(client.opened.size(), 1u, patience);

    transport->sendText(QByteArray(1000, 'x'));
    QTRY_COMPARE_WITH_TIMEOUT(client.texts.size(), 1u, patience);
    transport->sendText(QByteArray(1001, 'x'));

    QTRY_COMPARE_WITH_TIMEOUT(client.ends.size(), 1u, patience);
    QCOMPARE(client.ends[0].closeCode, 1009); // a Qt peer in Qt's words: still the peer's verdict
    QTRY_COMPARE_WITH_TIMEOUT(m_host.clients[0]->listener.ends.size(), 1u, patience);
    QCOMPARE(m_host.clients[0]->listener.endKind(), nameOf(EndKind::LimitExceeded));
}

void AcceptorTest::silentClientIsDropped()
{
    listen({.handshakeTimeout = 200ms});
    QTcpSocket silent;
    silent.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    silent.write("GET / HTTP/1.1\r\nHost: ");
    QTRY_COMPARE_WITH_TIMEOUT(silent.state(), QAbstractSocket::ConnectedState, patience);

    QTRY_COMPARE_WITH_TIMEOUT(silent.state(), QAbstractSocket::UnconnectedState, patience);
    QVERIFY(m_host.clients.empty());
}

void AcceptorTest::listensOnLoopbackOnly_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("works");
    QTest::newRow("127.0.0.1") << u"127.0.0.1"_qs << true;
    QTest::newRow("localhost") << u"localhost"_qs << true;
    QTest::newRow("all") << u"0.0.0.0"_qs << false;
    QTest::newRow("all, ipv6") << u"::"_qs << false;
    QTest::newRow("a name") << u"example.org"_qs << false;
    QTest::newRow("nothing") << QString() << false;
}

void AcceptorTest::listensOnLoopbackOnly()
{
    QFETCH(QString, host);
    QFETCH(bool, works);
    Acceptor acceptor(m_config, m_time, m_host);

    const auto port = acceptor.listen({.host = host});

    QCOMPARE(port.has_value(), works);
    QCOMPARE(acceptor.isListening(), works);
    if (!works)
        QVERIFY(port.error().message.startsWith(u"Cannot listen on '%1': "_qs.arg(host)));
}

void AcceptorTest::portInUseIsExplained()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    Acceptor acceptor(m_config, m_time, m_host);

    const auto port = acceptor.listen({.port = other.serverPort()});

    QVERIFY(!port);
    QCOMPARE(port.error().kind, ErrorKind::Network);
    QVERIFY2(port.error().message.contains(QString::number(other.serverPort())),
             qPrintable(port.error().message));
}

void AcceptorTest::adoptedTransportsOutliveTheAcceptor()
{
    listen();
    RecordingListener client;
    const auto transport = dial(client);
    QTRY_COMPARE_WITH_TIMEOUT(client.opened.size(), 1u, patience);

    m_acceptor.reset();
    transport->sendText("still there?");

    QTRY_COMPARE_WITH_TIMEOUT(client.texts, std::vector<QByteArray>{"still there?"}, patience);
    RecordingListener late;
    const auto refused = dial(late);
    QTRY_COMPARE_WITH_TIMEOUT(late.ends.size(), 1u, patience);
    QCOMPARE(late.endKind(), nameOf(EndKind::ConnectFailed));
}

void AcceptorTest::tls()
{
    const TestCertificates certificates;
    QVERIFY2(certificates.error().isEmpty(), qPrintable(certificates.error()));
    listen({.tls = TlsOptions{.certificateFile = certificates.server().certificateFile,
                              .keyFile = certificates.server().keyFile}});
    auto endpoint = Endpoint::fromUrl(u"wss://localhost:%1/"_qs.arg(m_port)).value();
    endpoint.tls.caFile = certificates.caFile();
    RecordingListener client;
    const auto transport = WebSocketTransportFactory(m_config, m_time).create(endpoint, client);

    transport->open();

    QTRY_COMPARE_WITH_TIMEOUT(client.opened.size(), 1u, patience);
    transport->sendText("secret");
    QTRY_COMPARE_WITH_TIMEOUT(client.texts, std::vector<QByteArray>{"secret"}, patience);
}

void AcceptorTest::tlsFilesThatCannotBeUsedAreNamed()
{
    Acceptor acceptor(m_config, m_time, m_host);

    const auto port = acceptor.listen(
        {.tls = TlsOptions{.certificateFile = u"/nowhere.pem"_qs, .keyFile = u"/nowhere.key"_qs}});

    QVERIFY(!port);
    QVERIFY(port.error().message.contains(u"/nowhere.pem"));
}

void AcceptorTest::acceptsAgainAfterRunningOutOfDescriptors()
{
    listen();
    const int client = ::socket(AF_INET, SOCK_STREAM, 0);
    QVERIFY(client >= 0);
    const int lowestFree = ::dup(client);
    ::close(lowestFree);
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    const rlimit none{static_cast<rlim_t>(lowestFree), before.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);

    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool connected
        = ::connect(client, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    const QByteArray bytes = request({});
    const auto written = ::write(client, bytes.constData(), static_cast<std::size_t>(bytes.size()));
    for (int i = 0; i < 20; ++i) // accept() fails in one of these
        QCoreApplication::processEvents();
    const auto takenMeanwhile = m_host.clients.size();
    ::setrlimit(RLIMIT_NOFILE, &before);

    QVERIFY(connected);
    QCOMPARE(written, bytes.size());
    QCOMPARE(takenMeanwhile, 0u);
    QTRY_COMPARE_WITH_TIMEOUT(m_host.clients.size(), 1u, patience);
    ::close(client);
}

BREAKWATER_TEST(AcceptorTest)
#include "tst_acceptor.moc"
