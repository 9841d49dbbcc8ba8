// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/net/acceptorfixture.h>
#include <tests/support/testmain.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace Breakwater;
using namespace Breakwater::Test;

namespace {

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

class AcceptorTest : public QObject, private AcceptorFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }

    void adoptsAndEchoes();
    void nagleIsOff();
    void capIsKeptAndFreesItself();
    void clientThatNobodyTakesIsSentAway();
    void messagesAreLimited();
    void adoptedTransportsOutliveTheAcceptor();
    void acceptsAgainAfterRunningOutOfDescriptors();
};

void AcceptorTest::adoptsAndEchoes()
{
    listen();
    RecordingListener client;
    const auto transport = dial(client);

    QTRY_COMPARE_WITH_TIMEOUT(client.opened.size(), 1u, patience);
    transport->sendText("hello");
    QTRY_COMPARE_WITH_TIMEOUT(client.texts.size(), 1u, patience);
    QCOMPARE(client.texts.front(), QByteArray("hello"));
    QCOMPARE(m_host.clients.size(), 1u);
    QCOMPARE(m_host.clients[0]->listener.opened.size(), 1u);
    QVERIFY(m_host.clients[0]->transport->isOpen());
    QCOMPARE(m_acceptor->connectionCount(), 1);

    m_host.clients[0]->transport->ping("from the server");
    QTRY_COMPARE_WITH_TIMEOUT(m_host.clients[0]->listener.pongs.size(), 1u, patience);
    QCOMPARE(m_host.clients[0]->listener.pongs.front(), QByteArray("from the server"));

    m_host.clients[0]->transport->close(1001, u"going away"_qs);
    QTRY_COMPARE_WITH_TIMEOUT(client.ends.size(), 1u, patience);
    QCOMPARE(client.ends[0].closeCode, 1001);
    QTRY_COMPARE_WITH_TIMEOUT(m_host.clients[0]->listener.ends.size(), 1u, patience);
    QCOMPARE(m_host.clients[0]->listener.endKind(), nameOf(EndKind::WantedClose));
    QCOMPARE(m_acceptor->connectionCount(), 0);
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
    QCOMPARE(client.endKind(), nameOf(EndKind::PeerClose));
    QCOMPARE(client.ends[0].closeCode, 1012); // 1013, in the words of a Qt client
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

void AcceptorTest::adoptedTransportsOutliveTheAcceptor()
{
    listen();
    RecordingListener client;
    const auto transport = dial(client);
    QTRY_COMPARE_WITH_TIMEOUT(client.opened.size(), 1u, patience);

    m_acceptor.reset();
    transport->sendText("still there?");

    QTRY_COMPARE_WITH_TIMEOUT(client.texts.size(), 1u, patience);
    QCOMPARE(client.texts.front(), QByteArray("still there?"));
    RecordingListener late;
    const auto refused = dial(late);
    QTRY_COMPARE_WITH_TIMEOUT(late.ends.size(), 1u, patience);
    QCOMPARE(late.endKind(), nameOf(EndKind::ConnectFailed));
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
