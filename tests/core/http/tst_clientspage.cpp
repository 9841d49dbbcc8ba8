// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/clientspage.h>

#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

Snapshot frameOf(int sessions)
{
    Snapshot frame;
    for (int i = 0; i < sessions; ++i)
        frame.sessions.push_back(SessionBuilder(u"client %1"_qs.arg(i, 5, 10, QChar(u'0'))));
    return frame;
}

QJsonObject objectOf(const HttpAnswer &answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

} // namespace

class ClientsPageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesAHundredWithoutBeingTold();
    void pagesCoverEverybodyOnce();
    void anOffsetPastTheEndIsAnEmptyPage();
    void valuesThatMakeNoSenseAreRefused_data();
    void valuesThatMakeNoSenseAreRefused();
    void carriesTheMetricsOfEachClientAndNoUrl();
    void clientsFollowTheLinksAndStandThereOnce();
};

void ClientsPageTest::givesAHundredWithoutBeingTold()
{
    const QJsonObject page = objectOf(clientsPage(frameOf(250), {}));

    QCOMPARE(page[u"total"_qs].toInt(), 250);
    QCOMPARE(page[u"limit"_qs].toInt(), 100);
    QCOMPARE(page[u"clients"_qs].toArray().size(), 100);
    QCOMPARE(page[u"next_offset"_qs].toInt(), 100);
}

void ClientsPageTest::pagesCoverEverybodyOnce()
{
    const Snapshot frame = frameOf(2345);
    QStringList names;
    QJsonValue next = 0;
    while (!next.isNull()) {
        const QUrlQuery query(u"offset=%1&limit=1000"_qs.arg(next.toInt()));
        const QJsonObject page = objectOf(clientsPage(frame, query));
        const QJsonArray clients = page[u"clients"_qs].toArray();
        for (const QJsonValue &client : clients)
            names.append(client[u"name"_qs].toString());
        next = page[u"next_offset"_qs];
    }

    QCOMPARE(names.size(), 2345);
    QCOMPARE(names.first(), u"client 00000"_qs);
    QCOMPARE(names.last(), u"client 02344"_qs);
    QCOMPARE(names.removeDuplicates(), 0);
}

void ClientsPageTest::anOffsetPastTheEndIsAnEmptyPage()
{
    const HttpAnswer answer = clientsPage(frameOf(3), QUrlQuery(u"offset=3"_qs));

    QCOMPARE(answer.status, 200);
    QCOMPARE(objectOf(answer)[u"clients"_qs].toArray().size(), 0);
    QVERIFY(objectOf(answer)[u"next_offset"_qs].isNull());
}

void ClientsPageTest::valuesThatMakeNoSenseAreRefused_data()
{
    QTest::addColumn<QString>("query");
    for (const char *query :
         {"limit=1001", "limit=0", "limit=-1", "limit=", "limit=ten", "limit=1.5", "limit=%2B1",
          "offset=-1", "offset=x", "offset=99999999999999999999", "offset=0x10"})
        QTest::newRow(query) << QString::fromLatin1(query);
}

void ClientsPageTest::valuesThatMakeNoSenseAreRefused()
{
    QFETCH(const QString, query);

    const HttpAnswer answer = clientsPage(frameOf(3), QUrlQuery(query));

    QCOMPARE(answer.status, 400);
    const QString sentence = objectOf(answer)[u"error"_qs].toString();
    QVERIFY(sentence.startsWith(u'\'' + query.section(u'=', 0, 0) + u"' is a whole number"_qs));
    QCOMPARE(sentence.count(u'.'), 1);
}

void ClientsPageTest::carriesTheMetricsOfEachClientAndNoUrl()
{
    Snapshot frame;
    frame.sessions.push_back(SessionBuilder(u"a"_qs).url(u"wss://host/secret-path"_qs).queue(7, 0));

    const HttpAnswer answer = clientsPage(frame, {});

    const QJsonObject client = objectOf(answer)[u"clients"_qs].toArray().first().toObject();
    QCOMPARE(client[u"state"_qs].toString(), u"connected"_qs);
    QCOMPARE(client[u"messages"_qs][u"queued"_qs].toInt(), 7);
    QVERIFY(client.contains(u"latency"_qs));
    QVERIFY(!answer.body.contains("secret-path"));
}

void ClientsPageTest::clientsFollowTheLinksAndStandThereOnce()
{
    SessionSnapshot seen = SessionBuilder(u"client-2"_qs);
    seen.isAdopted = true;
    SessionSnapshot other = SessionBuilder(u"client-1"_qs);
    other.isAdopted = true;
    Snapshot frame;
    frame.sessions = {seen, SessionBuilder(u"link"_qs)};
    frame.serving.table
        = std::make_shared<const std::vector<SessionSnapshot>>(std::vector{other, seen});

    const QJsonArray rows = objectOf(clientsPage(frame, {}))[u"clients"_qs].toArray();

    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[0][u"id"_qs].toString(), u"link"_qs);
    QCOMPARE(rows[1][u"id"_qs].toString(), u"client-1"_qs);
    QCOMPARE(rows[2][u"id"_qs].toString(), u"client-2"_qs);
    QVERIFY(rows[2][u"adopted"_qs].toBool());
}

BREAKWATER_TEST(ClientsPageTest)

#include "tst_clientspage.moc"
