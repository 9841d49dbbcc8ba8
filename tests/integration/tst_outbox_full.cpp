// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/smalldisk.h>
#include <tests/integration/outboxfixture.h>
#include <tests/support/loopbackserver.h>

using namespace Qt::StringLiterals;
using namespace Breakwater;
using Breakwater::Test::answered;
using Breakwater::Test::critical;
using Breakwater::Test::eventDetail;
using Breakwater::Test::LoopbackServer;
using Breakwater::Test::Numbers;
using Breakwater::Test::SignalRecorder;
using Breakwater::Test::withOutbox;

class OutboxFullTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFullDiskFailsTheSendAndSaysSoAndRecovers();
};

void OutboxFullTest::aFullDiskFailsTheSendAndSaysSoAndRecovers()
{
    const Test::SmallDisk disk(16 * 1024 * 1024);
    LoopbackServer server(LoopbackServer::Options{.echo = false});
    server.stop();
    EngineHost host(withOutbox(disk.filePath(u"outbox.sqlite"_qs)));
    SignalRecorder answers(&host, &EngineHost::sendAnswered);
    host.post(Test::openSession(u"orders"_qs, server.url()));
    for (std::uint64_t number = 1; number <= 2000; ++number)
        host.post(critical(number));
    QTRY_COMPARE_WITH_TIMEOUT(answered(answers, SendVerdict::Accepted).size(), 2000u, 10000);

    disk.fill();
    host.post(SendMessage{{u"orders"_qs}, {.payload = QByteArray(100'000, 'x')}, 3000});
    QTRY_COMPARE_WITH_TIMEOUT(answered(answers, SendVerdict::StoreFailed), Numbers{3000}, 5000);
    QTRY_VERIFY_WITH_TIMEOUT(
        eventDetail(host, u"Outbox cannot be written"_qs).contains(u"no space is left"_qs), 5000);
    // What was accepted goes out although the disk is still full.
    QVERIFY(server.start());
    QTRY_COMPARE_WITH_TIMEOUT(Test::seen(host, u"orders"_qs)->messages.confirmed, 2000u, 20000);
    disk.clear();
    host.post(critical(4000));

    QTRY_COMPARE_WITH_TIMEOUT(answered(answers, SendVerdict::Accepted).size(), 2001u, 5000);
    QTRY_COMPARE_WITH_TIMEOUT(server.texts().size(), 2001u, 5000);
    QTRY_VERIFY_WITH_TIMEOUT(!eventDetail(host, u"Outbox is written again"_qs).isNull(), 5000);
}

BREAKWATER_SMALL_DISK_TEST(OutboxFullTest)
#include "tst_outbox_full.moc"
