// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/hub.h>

#include <tests/integration/hostfixture.h>

#include <QtTest/QSignalSpy>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 10'000;

} // namespace

//! What a program gets that embeds a server, with links of our own as its clients.
class HubTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void talksWithClientsInBothDirections();
    void broadcastsToWhoIsHere();
    void saysWhyItCannotListen();
    void tellsWhoComesAndLeaves();
    void aClientIsKnownBeforeItsMessages();
    void deliversWhatWaitsBeforeItShutsDown();
    void answersForMessagesToStrangers();
    void showsWhatItServes();

private:
    static std::optional<QUrl> listen(Hub &hub);
};

std::optional<QUrl> HubTest::listen(Hub &hub)
{
    std::optional<QUrl> url;
    connect(&hub, &Hub::listening, &hub, [&url](const QUrl &where) { url = where; });
    hub.listen();
    (void)QTest::qWaitFor([&url] { return url.has_value(); }, patience);
    return url;
}

void HubTest::talksWithClientsInBothDirections()
{
    Hub hub(hurried());
    const auto url = listen(hub);
    QVERIFY(url);
    connect(&hub, &Hub::messageReceived, &hub,
            [&hub](const SessionId &from, const QByteArray &payload, PayloadKind kind) {
                hub.send(from, {.payload = "re: " + payload, .kind = kind});
            });
    EngineHost client(hurried());
    QByteArrayList heard;
    connect(
        &client, &EngineHost::messageSeen, &client,
        [&heard](const SessionId &, const QByteArray &payload, bool, qint64) { heard += payload; });

    client.post(openSession(u"c"_s, url->toString()));
    client.post(SendMessage{{u"c"_s}, {.payload = "hello"}});

    QTRY_COMPARE_WITH_TIMEOUT(heard, QByteArrayList{"re: hello"}, patience);
}

void HubTest::broadcastsToWhoIsHere()
{
    Hub hub(hurried());
    const auto url = listen(hub);
    QVERIFY(url);
    QSignalSpy came(&hub, &Hub::clientCame);
    EngineHost client(hurried());
    client.post(openSession(u"a"_s, url->toString()));
    client.post(openSession(u"b"_s, url->toString()));
    QTRY_COMPARE_WITH_TIMEOUT(came.count(), 2, patience);

    hub.broadcast({.payload = "to all"});

    const auto received = [&client](const QString &name) {
        const SessionSnapshot *session = seen(client, name);
        return session ? session->messages.received : 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(received(u"a"_s) == 1 && received(u"b"_s) == 1, patience);
}

void HubTest::saysWhyItCannotListen()
{
    Hub hub(hurried());
    QString sentence;
    connect(&hub, &Hub::failed, &hub, [&sentence](const QString &why) { sentence = why; });

    hub.listen({.host = u"not an address"_s});

    QTRY_VERIFY_WITH_TIMEOUT(!sentence.isEmpty(), patience);
    QVERIFY2(sentence.contains(u"not an address"_s), qPrintable(sentence));
}

void HubTest::tellsWhoComesAndLeaves()
{
    Hub hub(hurried());
    const auto url = listen(hub);
    QVERIFY(url);
    QSignalSpy came(&hub, &Hub::clientCame);
    QSignalSpy left(&hub, &Hub::clientLeft);
    EngineHost client(hurried());
    client.post(openSession(u"c"_s, url->toString()));
    QTRY_COMPARE_WITH_TIMEOUT(came.count(), 1, patience);
    client.post(CloseSession{{u"c"_s}});

    QTRY_COMPARE_WITH_TIMEOUT(left.count(), 1, patience);
    QVERIFY(left[0][0].value<SessionId>() == came[0][0].value<SessionId>());
    QCOMPARE(came[0][1].toBool(), false);
}

void HubTest::aClientIsKnownBeforeItsMessages()
{
    Hub hub(hurried());
    const auto url = listen(hub);
    QVERIFY(url);
    QStringList story;
    connect(&hub, &Hub::clientCame, &hub,
            [&story](const SessionId &client, bool) { story += u"came "_s + client.value; });
    connect(&hub, &Hub::messageReceived, &hub,
            [&story](const SessionId &client, const QByteArray &, PayloadKind) {
                story += u"message of "_s + client.value;
            });
    EngineHost peer(hurried());
    constexpr int clients = 10;
    for (int i = 0; i < clients; ++i) {
        peer.post(openSession(QString::number(i), url->toString()));
        peer.post(SendMessage{{QString::number(i)}, {.payload = "at once"}});
    }

    QTRY_COMPARE_WITH_TIMEOUT(story.size(), qsizetype{2 * clients}, patience);
    for (const QString &line : std::as_const(story)) {
        if (line.startsWith(u"message of "_s))
            QVERIFY(story.indexOf(u"came "_s + line.mid(11)) < story.indexOf(line));
    }
}

void HubTest::deliversWhatWaitsBeforeItShutsDown()
{
    Hub hub(hurried());
    const auto url = listen(hub);
    QVERIFY(url);
    std::optional<SessionId> client;
    connect(&hub, &Hub::clientCame, &hub, [&client](const SessionId &id) { client = id; });
    std::optional<ShutdownReport> report;
    connect(&hub, &Hub::shutdownFinished, &hub,
            [&report](const ShutdownReport &given) { report = given; });
    EngineHost peer(hurried());
    peer.post(openSession(u"c"_s, url->toString()));
    QTRY_VERIFY_WITH_TIMEOUT(client.has_value(), patience);

    for (int i = 0; i < 200; ++i)
        hub.send(*client, {.payload = QByteArray::number(i)});
    hub.shutdown(std::chrono::seconds(8));

    QTRY_VERIFY_WITH_TIMEOUT(report.has_value(), patience);
    QCOMPARE(report->connectionsClosed, 1U);
    QCOMPARE(report->pendingMessagesDropped, 0U);
    QTRY_COMPARE_WITH_TIMEOUT(seen(peer, u"c"_s)->messages.received, 200U, patience);
}

void HubTest::answersForMessagesToStrangers()
{
    Hub hub(hurried());
    QVERIFY(listen(hub));
    std::optional<SendAnswer> answer;
    connect(&hub, &Hub::sendAnswered, &hub, [&answer](const SendAnswer &given) { answer = given; });

    hub.send({u"client:00009999"_s}, {.payload = "?"}, 7);

    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), patience);
    QCOMPARE(answer->requestId, 7U);
    QCOMPARE(toString(answer->outcome.verdict), toString(SendVerdict::Invalid));
}

void HubTest::showsWhatItServes()
{
    Hub hub(hurried());
    const auto url = listen(hub);
    QVERIFY(url);
    EngineHost client(hurried());
    client.post(openSession(u"c"_s, url->toString()));

    QTRY_VERIFY_WITH_TIMEOUT(hub.latest() && hub.latest()->serving.connected == 1, patience);
    QCOMPARE(hub.latest()->serving.url, url->toString());
    QVERIFY(hub.latest()->sessions.empty());
    QCOMPARE(hub.latest()->active, 1);
}

BREAKWATER_TEST(HubTest)
#include "tst_hub.moc"
