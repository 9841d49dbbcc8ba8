// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/clientwords.h>

#include <tests/support/testmain.h>
#include <tests/ui/models/clienttable.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ClientWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostileNamesStayInTheirCell();
    void anOverrideStandsBeforeTheState();
    void repeatsAndBytesCountBothWays();
    void detailsTellEverythingOnce();
    void csvIsForProgramsAndHoldsNoFormula();
    void whatIsUnknownIsAnEmptyCell();

private:
    static QStringList rowOf(const SessionSnapshot &client);
};

QStringList ClientWordsTest::rowOf(const SessionSnapshot &client)
{
    ClientModel model;
    model.setTable(std::make_shared<std::vector<SessionSnapshot>>(std::vector{client}));
    const QStringList lines = ClientWords::csv(model, {0}).split(u"\r\n"_s);
    return lines.value(1).split(u"\",\""_s);
}

void ClientWordsTest::hostileNamesStayInTheirCell()
{
    SessionSnapshot client = numberedClient(1);
    client.name = u"a\nb\u202Ec"_s;

    QCOMPARE(ClientWords::cell(client, ClientModel::ClientColumn), u"a\uFFFDb\uFFFDc"_s);
    client.name.clear();
    QCOMPARE(ClientWords::cell(client, ClientModel::ClientColumn), client.id.value);
    client.url.clear();

    QCOMPARE(ClientWords::cell(client, ClientModel::FromColumn), u"—"_s);
}

void ClientWordsTest::anOverrideStandsBeforeTheState()
{
    SessionSnapshot client = numberedClient(1);
    const auto word = [&] { return ClientWords::cell(client, ClientModel::BreakerColumn); };

    QCOMPARE(word(), u"CLOSED"_s);
    client.breaker.enabled = false;
    QCOMPARE(word(), u"DISABLED"_s);
    client.breaker.override_ = BreakerOverride::ForcedOpen;

    QCOMPARE(word(), u"FORCED-OPEN"_s);
}

void ClientWordsTest::repeatsAndBytesCountBothWays()
{
    SessionSnapshot client = numberedClient(1);
    client.messages.deduplicated = 3;
    client.messages.receivedDuplicates = 4;
    client.messages.sentBytes = 1000;
    client.messages.receivedBytes = 500;

    QCOMPARE(ClientWords::cell(client, ClientModel::DuplicatesColumn), u"7"_s);
    QCOMPARE(ClientWords::more(client, ClientModel::DuplicatesColumn), u"3 out, 4 in"_s);
    QCOMPARE(ClientWords::bytes(client), 1500U);
}

void ClientWordsTest::detailsTellEverythingOnce()
{
    QStringList names;
    for (const ClientWords::Line &line : ClientWords::details(numberedClient(1))) {
        QVERIFY(!line.name.isEmpty() && !line.value.isEmpty());
        names += line.name;
    }

    QCOMPARE(names.removeDuplicates(), 0);
    for (const QString &name : {u"Id"_s, u"Round trip"_s, u"In doubt"_s, u"Expired"_s, u"Bytes"_s})
        QVERIFY2(names.contains(name), qPrintable(name));
}

void ClientWordsTest::csvIsForProgramsAndHoldsNoFormula()
{
    SessionSnapshot client = numberedClient(1);
    client.name = u"=cmd|' /C calc'!A0"_s;
    client.lastRtt = 1500us;
    client.connectedFor = 61s;
    ClientModel model;
    model.setTable(
        std::make_shared<std::vector<SessionSnapshot>>(std::vector{client, numberedClient(2)}));

    const QStringList lines = ClientWords::csv(model, {0}).split(u"\r\n"_s);

    QCOMPARE(lines.size(), 3); // names, the one row that was asked for, and the end
    QVERIFY(lines[0].startsWith(u"\"id\",\"name\",\"from\",\"state\",\"connected_seconds\""_s));
    QCOMPARE(lines[0].count(u','), lines[1].count(u','));
    QVERIFY2(lines[1].startsWith(u"\"client:00001\",\"'=cmd|' /C calc'!A0\",\"10.0.0.1:40001\","
                                 "\"connected\",\"61.000\",\"hop\",\"closed\",\"none\""_s),
             qPrintable(lines[1]));
    QVERIFY2(lines[1].contains(u"\"1.500\""_s), qPrintable(lines[1]));
}

void ClientWordsTest::whatIsUnknownIsAnEmptyCell()
{
    const QStringList cells = rowOf(numberedClient(7)); // away

    QCOMPARE(cells[3], u"away"_s);
    QCOMPARE(cells[4], QString());
    QCOMPARE(cells[14], QString());
    QCOMPARE(cells[13], u"0"_s);
}

BREAKWATER_TEST(ClientWordsTest)
#include "tst_clientwords.moc"
