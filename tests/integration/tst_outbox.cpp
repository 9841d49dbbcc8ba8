// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/outboxfile.h>

#include <tests/integration/outboxfixture.h>
#include <tests/support/loopbackserver.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>

#include <random>
#include <set>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace Breakwater;
using Breakwater::Test::answered;
using Breakwater::Test::critical;
using Breakwater::Test::eventDetail;
using Breakwater::Test::LoopbackServer;
using Breakwater::Test::Numbers;
using Breakwater::Test::SignalRecorder;
using Breakwater::Test::withOutbox;

namespace {

//! The helper program, and what it says.
class SenderProcess final
{
public:
    SenderProcess(const QString &outbox, const QString &url, std::uint64_t first,
                  std::uint64_t count)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(BREAKWATER_OUTBOX_SENDER),
                        {outbox, url, QString::number(first), QString::number(count)});
        QVERIFY(m_process.waitForStarted(5000));
    }
    ~SenderProcess()
    {
        m_process.kill();
        m_process.waitForFinished(5000);
    }

    //! What it has said so far, by the first word of the line.
    const Numbers &heard(const QByteArray &word)
    {
        while (m_process.canReadLine()) {
            const QByteArrayList line = m_process.readLine().trimmed().split(' ');
            m_heard[line.value(0)].push_back(line.value(1).toULongLong());
        }
        return m_heard[word];
    }
    void killAtOnce()
    {
        m_process.kill(); // SIGKILL
        QVERIFY(m_process.waitForFinished(5000));
    }
    //! Gracefully; the event loop runs on, for the server's sake. How many messages it kept.
    std::uint64_t leave()
    {
        m_process.closeWriteChannel();
        const bool hasLeft
            = QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, 10000);
        return hasLeft && !heard("kept").empty() ? heard("kept").back() : 999'999;
    }

private:
    QProcess m_process;
    std::map<QByteArray, Numbers> m_heard;
};

Numbers numbersOf(const std::vector<QString> &texts)
{
    Numbers numbers;
    for (const QString &text : texts)
        numbers.push_back(text.toULongLong());
    return numbers;
}

Numbers withoutRepeats(const Numbers &numbers)
{
    Numbers firsts;
    std::set<std::uint64_t> seen;
    for (const std::uint64_t number : numbers) {
        if (seen.insert(number).second)
            firsts.push_back(number);
    }
    return firsts;
}

//! The files as they are now, opened elsewhere: payload → whether it comes back in doubt.
std::map<std::uint64_t, bool> storedIn(const QString &path)
{
    const QTemporaryDir folder;
    const QString copy = folder.filePath(u"copy.sqlite"_qs);
    QFile::copy(path, copy);
    QFile::copy(path + u"-wal"_qs, copy + u"-wal"_qs);
    OutboxFile file({copy, 0});
    const auto contents = file.open();
    std::map<std::uint64_t, bool> stored;
    if (!contents || !contents->warnings.empty()) {
        QTest::qFail("The outbox is not sound after a kill.", __FILE__, __LINE__);
        return stored;
    }
    for (const StoredMessage &message : contents->messages)
        stored[message.row.payload.toULongLong()] = message.row.mayBeWritten;
    return stored;
}

} // namespace

class OutboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyAcceptedMessageSurvivesSigkill();
    void whatWaitsIsKeptByAShutdownAndSentByTheNextRun();
    void acceptedFollowsPending();
    void anOutboxThatCannotBeOpenedFailsEveryCriticalSend();
    void aSecondHostOnTheSameFileIsRefused();
    void aDestroyedHostKeepsWhatItHadAccepted();
    void whatNobodyOpensAgainExpiresAndIsTold();
    void whatWaitsForASessionIsTold();
    void statesItsThroughput();

private:
    QString path() const
    {
        return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()));
    }

    QTemporaryDir m_folder;
};

void OutboxTest::everyAcceptedMessageSurvivesSigkill()
{
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 chance(seed);
    LoopbackServer server(LoopbackServer::Options{.echo = false});
    std::set<std::uint64_t> accepted;
    std::map<std::uint64_t, bool> stored;
    std::uint64_t next = 1;
    int inDoubt = 0;

    for (int kill = 0; kill < 15; ++kill) {
        chance() % 3 == 0 ? server.stop()
                          : static_cast<void>(server.isListening() || server.start());
        const auto before = static_cast<std::ptrdiff_t>(server.texts().size());
        SenderProcess sender(path(), server.url(), next, 20'000);
        const std::size_t enough = 1 + chance() % 1500;
        QTRY_VERIFY_WITH_TIMEOUT(sender.heard("accepted").size() >= enough, 20000);
        sender.killAtOnce();
        QTRY_COMPARE_WITH_TIMEOUT(server.connectionCount(), 0, 5000);

        accepted.insert(sender.heard("accepted").begin(), sender.heard("accepted").end());
        next = sender.heard("sent").back() + 1;
        const Numbers received = numbersOf(server.texts());
        // What this run sent again was in doubt after the one before, and came only once more.
        const Numbers now(received.begin() + before, received.end());
        QCOMPARE(withoutRepeats(now), now);
        for (const std::uint64_t number : now) {
            const bool isRepeat = std::find(received.begin(), received.begin() + before, number)
                != received.begin() + before;
            QVERIFY2(!isRepeat || stored[number], qPrintable(QString::number(number)));
            inDoubt += isRepeat ? 1 : 0;
        }
        // Nothing accepted is missing, and what went out is known to be in doubt.
        stored = storedIn(path());
        const std::set<std::uint64_t> known(received.begin(), received.end());
        for (const std::uint64_t number : accepted)
            QVERIFY2(known.contains(number) || stored.contains(number),
                     qPrintable(QString::number(number)));
        for (const std::uint64_t number : known)
            QVERIFY2(!stored.contains(number) || stored[number],
                     qPrintable(QString::number(number)));
    }
    QVERIFY(server.isListening() || server.start());
    SenderProcess last(path(), server.url(), next, 1);

    QTRY_VERIFY_WITH_TIMEOUT(
        !server.texts().empty() && server.texts().back() == QString::number(next), 30000);
    QCOMPARE(last.leave(), 0u);
    const Numbers firsts = withoutRepeats(numbersOf(server.texts()));
    QVERIFY(std::is_sorted(firsts.begin(), firsts.end()));
    const std::set<std::uint64_t> arrived(firsts.begin(), firsts.end());
    QVERIFY(std::includes(arrived.begin(), arrived.end(), accepted.begin(), accepted.end()));
    QVERIFY(storedIn(path()).empty());
    qInfo("15 kills: %zu accepted, %zu arrived, %d of them twice", accepted.size(), arrived.size(),
          inDoubt);
}

void OutboxTest::whatWaitsIsKeptByAShutdownAndSentByTheNextRun()
{
    LoopbackServer server(LoopbackServer::Options{.echo = false});
    server.stop();
    {
        SenderProcess sender(path(), server.url(), 1, 500);
        QTRY_COMPARE_WITH_TIMEOUT(sender.heard("accepted").size(), 500u, 10000);
        QCOMPARE(sender.leave(), 500u);
    }
    QVERIFY(server.start());

    EngineHost host(withOutbox(path()));
    host.post(Test::openSession(u"orders"_qs, server.url()));

    QTRY_COMPARE_WITH_TIMEOUT(server.texts().size(), 500u, 10000);
    QCOMPARE(withoutRepeats(numbersOf(server.texts())), numbersOf(server.texts()));
    QCOMPARE(server.texts().front(), u"1"_qs);
    QCOMPARE(server.texts().back(), u"500"_qs);
    QTRY_COMPARE_WITH_TIMEOUT(Test::seen(host, u"orders"_qs)->messages.recovered, 500u, 5000);
    QCOMPARE(eventDetail(host, u"Messages recovered"_qs),
             u"500 messages of 1 session came back from the outbox "_qs);
    QCOMPARE(eventDetail(host, u"Messages wait"_qs), QString());
    QTRY_COMPARE_WITH_TIMEOUT(Test::seen(host, u"orders"_qs)->messages.confirmed, 500u, 5000);
}

void OutboxTest::acceptedFollowsPending()
{
    LoopbackServer server;
    EngineHost host(withOutbox(path()));
    SignalRecorder answers(&host, &EngineHost::sendAnswered);
    host.post(Test::openSession(u"orders"_qs, server.url()));
    host.post(critical(7));
    host.post(SendMessage{
        {u"orders"_qs}, {.payload = "", .priority = Priority::BestEffort}, 8}); // still down

    QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 3, 5000);

    QCOMPARE(answered(answers, SendVerdict::Pending), Numbers{7});
    QCOMPARE(answered(answers, SendVerdict::LinkDown), Numbers{8});
    QCOMPARE(answered(answers, SendVerdict::Accepted), Numbers{7});
    QCOMPARE(toString(std::get<0>(answers.last()).outcome.verdict),
             toString(SendVerdict::Accepted));
    QTRY_COMPARE_WITH_TIMEOUT(server.texts().size(), 1u, 5000);
}

void OutboxTest::anOutboxThatCannotBeOpenedFailsEveryCriticalSend()
{
    LoopbackServer server;
    EngineHost host(withOutbox(m_folder.filePath(u"missing/outbox.sqlite"_qs)));
    SignalRecorder answers(&host, &EngineHost::sendAnswered);
    SignalRecorder failures(&host, &EngineHost::commandFailed);
    host.post(Test::openSession(u"orders"_qs, server.url()));
    for (std::uint64_t number = 1; number <= 3; ++number)
        host.post(critical(number));

    QTRY_COMPARE_WITH_TIMEOUT(answered(answers, SendVerdict::StoreFailed), (Numbers{1, 2, 3}),
                              5000);

    QCOMPARE(failures.size(), 1);
    QVERIFY2(std::get<0>(failures.at(0)).contains(u"there is no directory"_qs),
             qPrintable(std::get<0>(failures.at(0))));
    QTRY_VERIFY_WITH_TIMEOUT(
        eventDetail(host, u"Outbox cannot be used"_qs).contains(u"there is no directory"_qs), 5000);
    QTRY_VERIFY_WITH_TIMEOUT(Test::isConnected(host, u"orders"_qs), 5000);
    QVERIFY(server.texts().empty());
}

void OutboxTest::aSecondHostOnTheSameFileIsRefused()
{
    LoopbackServer server;
    SenderProcess first(path(), server.url(), 1, 1);
    QTRY_COMPARE_WITH_TIMEOUT(first.heard("accepted").size(), 1u, 5000);

    EngineHost second(withOutbox(path()));
    SignalRecorder failures(&second, &EngineHost::commandFailed);

    QTRY_COMPARE_WITH_TIMEOUT(failures.size(), 1, 5000);
    QVERIFY2(std::get<0>(failures.at(0)).contains(u"in use by another program"_qs),
             qPrintable(std::get<0>(failures.at(0))));
}

void OutboxTest::aDestroyedHostKeepsWhatItHadAccepted()
{
    LoopbackServer server;
    server.stop();
    {
        EngineHost host(withOutbox(path()));
        SignalRecorder answers(&host, &EngineHost::sendAnswered);
        host.post(Test::openSession(u"orders"_qs, server.url()));
        for (std::uint64_t number = 1; number <= 100; ++number)
            host.post(critical(number));
        QTRY_COMPARE_WITH_TIMEOUT(answered(answers, SendVerdict::Accepted).size(), 100u, 5000);
    }

    QCOMPARE(storedIn(path()).size(), 100u);
}

void OutboxTest::whatNobodyOpensAgainExpiresAndIsTold()
{
    const WallTime now
        = std::chrono::time_point_cast<WallTime::duration>(std::chrono::system_clock::now());
    const auto stored = [now](std::uint64_t key, const QString &session, Duration ttl) {
        return StoredMessage{.session = {session},
                             .row = {.key = {key}, .payload = QByteArray::number(key), .ttl = ttl},
                             .storedAt = now - 1h};
    };
    {
        OutboxFile file({path(), 0});
        QVERIFY(file.open());
        QVERIFY(!file.apply({.stores = {stored(1, u"gone"_qs, 1s), stored(2, u"gone"_qs, 24h),
                                        stored(3, u"too"_qs, 1min)}})
                     .stores);
    }
    {
        EngineHost host(withOutbox(path()));
        QTRY_COMPARE_WITH_TIMEOUT(
            eventDetail(host, u"Messages expired"_qs),
            u"2 messages of 2 sessions that were not opened again expired in the outbox "_qs, 5000);
    }

    QCOMPARE(storedIn(path()).size(), 1u);
    QVERIFY(storedIn(path()).contains(2));
}

void OutboxTest::whatWaitsForASessionIsTold()
{
    const WallTime now
        = std::chrono::time_point_cast<WallTime::duration>(std::chrono::system_clock::now());
    std::vector<StoredMessage> stores;
    for (const QString &session : {u"orders"_qs, u"later"_qs, u"later"_qs, u"never"_qs}) {
        const std::uint64_t key = stores.size() + 1;
        stores.push_back(
            {.session = {session},
             .row = {.key = {key}, .payload = QByteArray::number(quint64(key)), .ttl = 24h},
             .storedAt = now});
    }
    {
        OutboxFile file({path(), 0});
        QVERIFY(file.open());
        QVERIFY(!file.apply({.stores = std::move(stores)}).stores);
    }
    EngineHost host(withOutbox(path()));
    host.post(Test::openSession(u"orders"_qs, u"ws://127.0.0.1:1"_qs));

    QTRY_COMPARE_WITH_TIMEOUT(
        eventDetail(host, u"Messages wait"_qs),
        u"3 messages of 2 sessions wait in the outbox; they go out when their sessions are opened "_qs,
        5000);
    QCOMPARE(eventDetail(host, u"Messages recovered"_qs),
             u"1 message of 1 session came back from the outbox "_qs);
}

void OutboxTest::statesItsThroughput()
{
    // Only printed: a shared machine proves nothing. docs/decisions/0012 quotes it.
    LoopbackServer server(LoopbackServer::Options{.echo = false});
    for (const bool isDurable : {false, true, false, true}) {
        StabilityConfig config = withOutbox(path());
        if (!isDurable)
            config.delivery.outbox.reset();
        EngineHost host(config);
        SignalRecorder answers(&host, &EngineHost::sendAnswered);
        host.post(Test::openSession(u"orders"_qs, server.url()));
        QTRY_VERIFY_WITH_TIMEOUT(Test::isConnected(host, u"orders"_qs), 5000);

        QElapsedTimer clock;
        clock.start();
        for (std::uint64_t number = 1; number <= 20'000; ++number)
            host.post(SendMessage{{u"orders"_qs}, {.payload = QByteArray(200, 'x')}, number});
        QTRY_COMPARE_WITH_TIMEOUT(answered(answers, SendVerdict::Accepted).size(), 20'000u, 60000);
        const auto acceptedAfter = clock.elapsed();
        QTRY_COMPARE_WITH_TIMEOUT(Test::seen(host, u"orders"_qs)->messages.confirmed, 20'000u,
                                  60000);
        qInfo("%s: %lld accepted/s, %lld confirmed/s", isDurable ? "with the outbox" : "in memory",
              20'000'000 / std::max<qint64>(acceptedAfter, 1),
              20'000'000 / std::max<qint64>(clock.elapsed(), 1));
    }
}

BREAKWATER_TEST(OutboxTest)
#include "tst_outbox.moc"
