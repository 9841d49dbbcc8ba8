// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/enginehost.h>

#include <tests/hostile/floodserver.h>
#include <tests/integration/hostfixture.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/peakmemory.h>
#include <tests/support/rawpeer.h>
#include <tests/support/testmain.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

//! Servers that mean harm, against a whole engine on its worker; this thread stands for the window.
class HostileServersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageFloodLeavesTheWindowItsTicks();
    void aMessageFloodOverTheRateIsShedAndOtherLinksAreServed();
    void aRedirectIsNeverFollowed_data();
    void aRedirectIsNeverFollowed();

private:
    static constexpr int patience = 60'000;

    static std::uint64_t received(const EngineHost &host, const QString &name)
    {
        const SessionSnapshot *session = seen(host, name);
        return session ? session->receivedTotal : 0;
    }
};

void HostileServersTest::aMessageFloodLeavesTheWindowItsTicks()
{
    const FloodServer server(RawPeer::frame(0x81, "x").repeated(10'000));
    EngineHost host(hurried());
    host.post(openSession(u"flood"_s, server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(received(host, u"flood"_s) > 0, patience);
    const PeakMemory peak;
    int ticks = 0;
    QTimer window;
    connect(&window, &QTimer::timeout, this, [&] { ++ticks; });
    QElapsedTimer time;
    time.start();

    window.start(10);
    QTRY_VERIFY_WITH_TIMEOUT(received(host, u"flood"_s) > 300'000 && time.elapsed() > 1000,
                             patience);

    const qint64 ticksPerSecond = ticks * 1000 / time.elapsed();
    QVERIFY2(ticksPerSecond >= 30, qPrintable(QString::number(ticksPerSecond)));
    QVERIFY(peak.staysBelow(48 * mebibyte));
    QVERIFY(isConnected(host, u"flood"_s));
    QCOMPARE(server.connections(), 1);
}

void HostileServersTest::aMessageFloodOverTheRateIsShedAndOtherLinksAreServed()
{
    const FloodServer server(RawPeer::frame(0x81, "x").repeated(10'000));
    const LoopbackServer good;
    StabilityConfig config = hurried();
    config.refresh.aggregate = config.refresh.performance;
    config.limits.receiveRate = 1000;
    EngineHost host(config);
    host.post(openSession(u"flood"_s, server.url()));
    host.post(openSession(u"good"_s, good.url()));

    const auto shed = [&] {
        const SessionSnapshot *session = seen(host, u"flood"_s);
        return session ? session->messages.receiveShed : 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(shed() > 100'000, patience);
    host.post(SendMessage{{u"good"_s}, {.payload = "hello"}});
    QTRY_COMPARE_WITH_TIMEOUT(received(host, u"good"_s), 1u, patience);

    QVERIFY(isConnected(host, u"flood"_s));
    QCOMPARE(server.connections(), 1);
    QCOMPARE(seen(host, u"good"_s)->messages.receiveShed, 0u);
    QVERIFY(received(host, u"flood"_s) > shed());
}

void HostileServersTest::aRedirectIsNeverFollowed_data()
{
    QTest::addColumn<QByteArray>("answer");
    for (const char *status : {"301 Moved Permanently", "302 Found", "303 See Other",
                               "307 Temporary Redirect", "308 Permanent Redirect"})
        QTest::newRow(status) << "HTTP/1.1 " + QByteArray(status) + "\r\n";
}

void HostileServersTest::aRedirectIsNeverFollowed()
{
    QFETCH(QByteArray, answer);
    RawPeer target;
    RawPeer redirector;
    redirector.onRequest([&](QTcpSocket &socket, const QByteArray &) {
        socket.write(answer + "Location: " + target.url().toLatin1()
                     + "\r\nContent-Length: 0\r\n\r\n");
    });
    StabilityConfig config = hurried();
    config.refresh.aggregate = config.refresh.performance;
    EngineHost host(config);
    host.post(openSession(u"link"_s, redirector.url()));

    // Several attempts, each of them at the same door.
    const auto failed = [&] {
        const SessionSnapshot *session = seen(host, u"link"_s);
        return session ? session->connections.failed : 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(
        failed() >= 2
            || (seen(host, u"link"_s)
                && seen(host, u"link"_s)->connection == ConnectionState::Refused),
        patience);

    QCOMPARE(target.connectionCount(), 0);
    QVERIFY(!isConnected(host, u"link"_s));
}

BREAKWATER_TEST(HostileServersTest)
#include "tst_hostileservers.moc"
