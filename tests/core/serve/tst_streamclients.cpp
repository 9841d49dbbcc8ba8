// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/gateway.h>

#include <tests/core/serve/gatewayfixture.h>
#include <tests/core/serve/streampeer.h>
#include <tests/support/testmain.h>

#include <QtNetwork/QTcpSocket>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray metrics = "breakwater.metrics.v1";

//! A subscriber of bytes, to do what no library would.
class RawSubscriber final
{
public:
    RawSubscriber(const QUrl &url, const QByteArray &path, const QByteArray &moreHeaders)
    {
        m_socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
        m_socket.write("GET " + path
                       + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                         "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                       + moreHeaders + "\r\n");
    }

    //! Takes no more bytes out of the kernel.
    void stopReading() { m_socket.setReadBufferSize(1); }
    bool has(const QByteArray &text)
    {
        m_bytes += m_socket.readAll();
        return m_bytes.contains(text);
    }
    bool isGone() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

private:
    QTcpSocket m_socket;
    QByteArray m_bytes;
};

//! A real gateway whose frames are made by the test.
class Served final
{
public:
    Served() : world(config, time)
    {
        url = world.gateway.start({}, {}).value();
        for (int i = 0; i < 100; ++i)
            core.sessions.push_back(SessionBuilder(u"link-%1"_s.arg(i)));
        publish();
    }

    void publish() { world.gateway.stream().publish(core.frame({Tier::Realtime})); }
    QUrl streamUrl() const
    {
        QUrl result = url;
        result.setPath(u"/stream"_s);
        return result;
    }

    ManualTimeSystem time;
    StabilityConfig config;
    StreamCore core; // makes the frames
    GatewayWorld world;
    QUrl url;
};

QStringList typesIn(const std::vector<QByteArray> &texts)
{
    QStringList types;
    for (const QByteArray &text : texts)
        types.append(typeOf(QJsonDocument::fromJson(text).object()));
    return types;
}

} // namespace

//! The metrics stream over real sockets.
class StreamClientsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aToolNeedsNoSubprotocol();
    void theSubprotocolDoesOnAnyPath();
    void whoWantsASessionIsSentAwayFromTheStream();
    void onlyTheFirstVersionIsOffered();
    void webPagesOfOthersAreSentAway();
    void aSlowReaderHoldsLittleAndDelaysNobody();
};

void StreamClientsTest::aToolNeedsNoSubprotocol()
{
    Served served;
    GatewayClient client(served.streamUrl(), served.config, served.time);
    QTRY_COMPARE(client.heard.texts.size(), std::size_t{1});

    client.transport().sendText(R"({"command":"ping"})");

    QTRY_COMPARE(typesIn(client.heard.texts), QStringList({u"initial_stats"_s, u"pong"_s}));
    QCOMPARE(client.heard.opened.front(), QString());
}

void StreamClientsTest::theSubprotocolDoesOnAnyPath()
{
    Served served;
    GatewayClient client(served.url, served.config, served.time, QString::fromLatin1(metrics));

    QTRY_COMPARE(typesIn(client.heard.texts), QStringList{u"initial_stats"_s});
    QCOMPARE(client.heard.opened.front(), QString::fromLatin1(metrics));
    QCOMPARE(served.world.gateway.stream().subscribers(), 1);
}

void StreamClientsTest::whoWantsASessionIsSentAwayFromTheStream()
{
    Served served;
    GatewayClient client(served.streamUrl(), served.config, served.time,
                         QString::fromUtf16(ClientRegistry::subprotocol));

    QTRY_VERIFY(client.heard.hasEnded());
    QVERIFY(client.heard.texts.empty());
    QCOMPARE(served.world.gateway.stream().subscribers(), 0);
}

void StreamClientsTest::onlyTheFirstVersionIsOffered()
{
    Served served;
    RawSubscriber newer(served.url, "/stream", "Sec-WebSocket-Protocol: breakwater.metrics.v9\r\n");
    RawSubscriber both(served.url, "/stream",
                       "Sec-WebSocket-Protocol: breakwater.metrics.v9, " + metrics + "\r\n");

    QTRY_VERIFY(both.has("Sec-WebSocket-Protocol: " + metrics + "\r\n"));
    QTRY_VERIFY(newer.has("initial_stats"));
    QVERIFY(!newer.has("Sec-WebSocket-Protocol"));
}

void StreamClientsTest::webPagesOfOthersAreSentAway()
{
    Served served;

    RawSubscriber evil(served.url, "/stream", "Origin: https://evil.example\r\n");

    QTRY_VERIFY(evil.has("403"));
    QTRY_VERIFY(evil.isGone());
    QCOMPARE(served.world.gateway.stream().subscribers(), 0);
}

void StreamClientsTest::aSlowReaderHoldsLittleAndDelaysNobody()
{
    Served served;
    MetricsStream &stream = served.world.gateway.stream();
    GatewayClient quick(served.streamUrl(), served.config, served.time);
    RawSubscriber slow(served.url, "/stream", {});
    slow.stopReading();
    QTRY_COMPARE(stream.subscribers(), 2);
    QTRY_COMPARE(quick.heard.texts.size(), std::size_t{1});

    for (std::size_t i = 0; i < 200; ++i) {
        served.publish();
        QTRY_COMPARE(quick.heard.texts.size(), i + 2);
    }

    // What the kernel took, and the share of the backlog: a few megabytes; the rest was skipped.
    QVERIFY2(stream.framesSkipped() > 100, qPrintable(QString::number(stream.framesSkipped())));
    QCOMPARE(stream.subscribers(), 2);
    for (int second = 0; second < 31; ++second) {
        served.time.advance(std::chrono::seconds(1));
        served.publish();
    }
    QTRY_COMPARE(stream.subscribers(), 1);
    QTRY_VERIFY(quick.heard.texts.size() > 200);
    QVERIFY(quick.isOpen());
}

BREAKWATER_TEST(StreamClientsTest)

#include "tst_streamclients.moc"
