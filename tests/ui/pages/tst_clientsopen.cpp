// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/clientsopen.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

namespace {

OpenClients::Entry client(int number, const QString &source = {})
{
    return {{source}, {QString::number(number)}, u"client %1"_s.arg(number)};
}

} // namespace

class TestOpenClients final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOldestGoesForTheSeventeenth();
    void openingAgainChangesNothing();
    void clientsOfTwoCoresAreNotMixed();
    void closingWhatIsNotOpenSaysSo();
};

void TestOpenClients::theOldestGoesForTheSeventeenth()
{
    OpenClients open;
    for (int i = 0; i < static_cast<int>(OpenClients::most); ++i)
        QVERIFY(!open.open(client(i)));

    const auto gone = open.open(client(99));

    QVERIFY(gone && *gone == client(0));
    QCOMPARE(open.of({}).size(), OpenClients::most);
    QVERIFY(!open.isOpen(client(0)) && open.isOpen(client(99)));
}

void TestOpenClients::openingAgainChangesNothing()
{
    OpenClients open;
    open.open(client(1));
    open.open(client(2));

    QVERIFY(!open.open(client(1)));

    QCOMPARE(open.of({}).size(), 2U);
    QVERIFY(open.of({}).front() == client(1));
}

void TestOpenClients::clientsOfTwoCoresAreNotMixed()
{
    OpenClients open;
    open.open(client(1));
    open.open(client(1, u"watch:far"_s));

    QCOMPARE(open.of({}).size(), 1U);
    QCOMPARE(open.of({u"watch:far"_s}).size(), 1U);
    open.close(client(1));

    QCOMPARE(open.of({}).size(), 0U);
    QVERIFY(open.isOpen(client(1, u"watch:far"_s)));
}

void TestOpenClients::closingWhatIsNotOpenSaysSo()
{
    OpenClients open;
    open.open(client(1));

    QVERIFY(!open.close(client(2)));
    QVERIFY(open.close(client(1)));
    QVERIFY(!open.close(client(1)));
}

BREAKWATER_TEST(TestOpenClients)
#include "tst_clientsopen.moc"
