// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/cli/program.h>
#include <tests/support/rawpeer.h>
#include <tests/support/testmain.h>

#include <QtCore/QDeadlineTimer>
#include <QtCore/QTimer>

#include <csignal>
#include <optional>
#include <utility>

using namespace Breakwater;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 20'000;
// With the settings below a link that says nothing is given up after 600 ms.
constexpr auto longStop = 2500ms;

//! A server that answers pings while it is allowed to. Sees each client frame as it comes.
class PingingPeer final
{
public:
    PingingPeer()
    {
        m_peer.upgradeThen([this](QTcpSocket &socket) { m_socket = &socket; });
        m_timer.callOnTimeout([this] { look(); });
        m_timer.start(1);
    }

    QString url() const { return m_peer.url(); }
    int connections() const { return m_peer.connectionCount(); }
    int pings() const { return m_pings; }
    void setAnswering(bool on) { m_isAnswering = on; }
    //! Everything not answered so far, now.
    void answerAll()
    {
        for (const QByteArray &payload : std::exchange(m_open, {}))
            m_socket->write(Test::RawPeer::frame(0x8a, payload));
        m_socket->flush();
    }

private:
    void look()
    {
        while (const auto frame = nextFrame()) {
            if (frame->first == closing)
                return m_socket->disconnectFromHost();
            ++m_pings;
            m_open.append(frame->second);
        }
        if (m_isAnswering && !m_open.isEmpty())
            answerAll();
    }
    //! A client's short frame, first byte and payload: between them the length with the mask bit,
    //! and four bytes of mask.
    std::optional<std::pair<char, QByteArray>> nextFrame()
    {
        const QByteArray &bytes = m_peer.received();
        constexpr qsizetype head = 6;
        if (bytes.size() < m_read + head)
            return {};
        const qsizetype length = bytes[m_read + 1] & 0x7f;
        if (bytes.size() < m_read + head + length)
            return {};
        QByteArray payload = bytes.mid(m_read + head, length);
        for (qsizetype i = 0; i < length; ++i)
            payload[i] = static_cast<char>(payload[i] ^ bytes[m_read + 2 + i % 4]);
        return std::pair(bytes[std::exchange(m_read, m_read + head + length)], payload);
    }

    static constexpr char closing = '\x88';

    Test::RawPeer m_peer;
    QTimer m_timer;
    QTcpSocket *m_socket = nullptr;
    qsizetype m_read = 0;
    int m_pings = 0;
    bool m_isAnswering = true;
    QByteArrayList m_open;
};

} // namespace

//! Our own process stopped by the kernel, as a debugger, a batch system or a frozen container does.
class CliSuspendTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timeStoppedIsNoMissedHeartbeat_data();
    void timeStoppedIsNoMissedHeartbeat();
    void aPeerThatDiedMeanwhileIsStillFound();

private:
    //! Connected, and stopped at a moment when a ping is out.
    void stopInTheMiddleOfAPing(PingingPeer &peer, Test::Program &program);
    static QJsonValue session(Test::Program &program) { return program.document()[u"sessions"][0]; }
};

void CliSuspendTest::stopInTheMiddleOfAPing(PingingPeer &peer, Test::Program &program)
{
    program.setVariable(u"BREAKWATER_CONNECTION_HEARTBEAT_INTERVAL"_qs, u"300ms"_qs);
    program.setVariable(u"BREAKWATER_CONNECTION_HEARTBEAT_MISSES"_qs, u"2"_qs);
    program.setVariable(u"BREAKWATER_CONNECTION_TIMEOUT"_qs, u"1s"_qs);
    program.start({u"probe"_qs, peer.url(), u"--for"_qs, u"5s"_qs});
    QTRY_VERIFY_WITH_TIMEOUT(peer.pings() >= 2, patience); // the probe at connect, a heartbeat

    peer.setAnswering(false);
    const int before = peer.pings();
    QTRY_VERIFY_WITH_TIMEOUT(peer.pings() > before, patience);
    program.signal(SIGSTOP);
}

void CliSuspendTest::timeStoppedIsNoMissedHeartbeat_data()
{
    QTest::addColumn<bool>("answersMeanwhile");
    QTest::newRow("the pong waits in the kernel") << true;
    QTest::newRow("only the next ping is answered") << false;
}

void CliSuspendTest::timeStoppedIsNoMissedHeartbeat()
{
    QFETCH(bool, answersMeanwhile);
    PingingPeer peer;
    Test::Program program;
    stopInTheMiddleOfAPing(peer, program);
    if (answersMeanwhile)
        peer.answerAll();
    const QDeadlineTimer stopped(longStop);
    QTRY_VERIFY_WITH_TIMEOUT(stopped.hasExpired(), patience);

    const int before = peer.pings();

    program.signal(SIGCONT);
    QTRY_VERIFY_WITH_TIMEOUT(peer.pings() > before, patience);
    peer.setAnswering(true);

    QVERIFY(program.waitForEnd());
    QVERIFY2(program.exitCode() == 0, program.story());
    QCOMPARE(peer.connections(), 1);
    QVERIFY2(!program.words().contains("Connection lost"), program.story());
    QVERIFY2(!program.words().contains("Not answering"), program.story());
    QCOMPARE(session(program)[u"state"], QJsonValue(u"connected"_qs));
    QCOMPARE(session(program)[u"connections"][u"opened"], QJsonValue(1));
    const double slowest = session(program)[u"latency"][u"rtt"][u"max"].toDouble();
    QVERIFY2(slowest > 0 && slowest < 1000, program.story()); // our pause is no round trip
}

void CliSuspendTest::aPeerThatDiedMeanwhileIsStillFound()
{
    PingingPeer peer;
    Test::Program program;
    stopInTheMiddleOfAPing(peer, program);
    const QDeadlineTimer stopped(longStop);
    QTRY_VERIFY_WITH_TIMEOUT(stopped.hasExpired(), patience);
    const int before = peer.pings();

    program.signal(SIGCONT);

    QTRY_VERIFY_WITH_TIMEOUT(peer.pings() > before, patience); // asked at once
    QVERIFY2(program.waitForWords("Connection lost"), program.story());
}

BREAKWATER_TEST(CliSuspendTest)
#include "tst_cli_suspend.moc"
