// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/clientmailbox.h>

#include <tests/support/testmain.h>

using namespace Breakwater;

namespace {

ClientNews message(const QByteArray &payload)
{
    return {.client = {QStringLiteral("client")}, .payload = payload};
}

} // namespace

class ClientMailboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wakesOncePerBatchAndKeepsTheOrder();
    void shedsBeyondItsMessagesAndSaysHowMany();
    void shedsBeyondItsBytes();
};

void ClientMailboxTest::wakesOncePerBatchAndKeepsTheOrder()
{
    ClientMailbox box;
    QVERIFY(box.put(message("1")));
    QVERIFY(!box.put(message("2")));

    const ClientMailbox::Batch batch = box.take();

    QCOMPARE(batch.news.size(), std::size_t{2});
    QCOMPARE(batch.news[0].payload, QByteArray("1"));
    QCOMPARE(batch.news[1].payload, QByteArray("2"));
    QCOMPARE(batch.shed, 0U);
    QVERIFY(box.put(message("3")));
}

void ClientMailboxTest::shedsBeyondItsMessagesAndSaysHowMany()
{
    ClientMailbox box;
    for (std::size_t i = 0; i < ClientMailbox::mostNews + 5; ++i)
        box.put(message("x"));

    const ClientMailbox::Batch batch = box.take();

    QCOMPARE(batch.news.size(), ClientMailbox::mostNews);
    QCOMPARE(batch.shed, 5U);
    box.put(message("later"));
    QCOMPARE(box.take().shed, 0U);
}

void ClientMailboxTest::shedsBeyondItsBytes()
{
    ClientMailbox box;
    const QByteArray large(ClientMailbox::mostBytes / 2, 'x');
    box.put(message(large));
    box.put(message(large));
    box.put(message("one too many"));

    const ClientMailbox::Batch batch = box.take();

    QCOMPARE(batch.news.size(), std::size_t{2});
    QCOMPARE(batch.shed, 1U);
    QVERIFY(box.put(message(large)));
}

BREAKWATER_TEST(ClientMailboxTest)
#include "tst_clientmailbox.moc"
