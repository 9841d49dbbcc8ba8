// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/clientconfig.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class ClientConfigTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limitsAreThoseForClients();
    void nothingOfAServersProgramRemains();
    void confirmationStaysAHopsUnlessThereIsNone();
    void rememberedIdsAreBounded();
    void whatWaitsForOneClientIsBounded();
};

void ClientConfigTest::limitsAreThoseForClients()
{
    const StabilityConfig config;

    const StabilityConfig own = clientConfigOf(config);

    QCOMPARE(own.limits.receiveRate, std::optional<int>(20'000));
    QCOMPARE(own.limits.messageBytes, 64 * 1024);
    QCOMPARE(own.queue.maxMessages, config.queue.maxMessages);
}

void ClientConfigTest::nothingOfAServersProgramRemains()
{
    StabilityConfig config;
    config.delivery.outbox = u"outbox.db"_qs;
    config.delivery.ackPointer = u"/ack"_qs;
    config.session.preamble = u"subscribe"_qs;

    const StabilityConfig own = clientConfigOf(config);

    QVERIFY(!own.delivery.outbox);
    QVERIFY(own.delivery.ackPointer.isEmpty());
    QVERIFY(!own.session.preamble);
}

void ClientConfigTest::confirmationStaysAHopsUnlessThereIsNone()
{
    StabilityConfig config;
    for (const auto &[configured, expected] : {std::pair(ConfirmMode::Hop, ConfirmMode::Hop),
                                               std::pair(ConfirmMode::App, ConfirmMode::Hop),
                                               std::pair(ConfirmMode::None, ConfirmMode::None)}) {
        config.delivery.confirm = configured;
        QVERIFY(clientConfigOf(config).delivery.confirm == expected);
    }
}

void ClientConfigTest::rememberedIdsAreBounded()
{
    StabilityConfig config;
    QCOMPARE(clientConfigOf(config).deduplication.maxEntries, mostDedupEntriesOfClient);

    config.deduplication.maxEntries = 10;

    QCOMPARE(clientConfigOf(config).deduplication.maxEntries, 10);
}

void ClientConfigTest::whatWaitsForOneClientIsBounded()
{
    StabilityConfig config;
    QCOMPARE(clientConfigOf(config).queue.maxBytes, mostQueueBytesOfClient);
    QCOMPARE(clientConfigOf(config).transport.highWater, mostBacklogOfClient);

    config.queue.maxBytes = 4096;
    config.transport.highWater = 2048;

    QCOMPARE(clientConfigOf(config).queue.maxBytes, 4096);
    QCOMPARE(clientConfigOf(config).transport.highWater, 2048);
}

BREAKWATER_TEST(ClientConfigTest)
#include "tst_clientconfig.moc"
