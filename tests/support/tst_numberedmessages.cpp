// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/numberedmessages.h>
#include <tests/support/testmain.h>

using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

class NumberedMessagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsItsSender();
    void allOnceAndInOrderIsNoFault();
    void findsWhatIsWrong_data();
    void findsWhatIsWrong();

private:
    static QByteArrayList messages(std::initializer_list<int> numbers);
};

QByteArrayList NumberedMessagesTest::messages(std::initializer_list<int> numbers)
{
    QByteArrayList result;
    for (const int number : numbers)
        result.append(numberedMessage(u"a"_qs, number));
    return result;
}

void NumberedMessagesTest::knowsItsSender()
{
    QCOMPARE(senderOf(numberedMessage(u"b7"_qs, 3)), u"b7"_qs);
    QCOMPARE(senderOf("no JSON"), QString());
}

void NumberedMessagesTest::allOnceAndInOrderIsNoFault()
{
    QCOMPARE(arrivalFault(messages({1, 2, 3}), u"a"_qs, 1, 3), QString());
    QCOMPARE(arrivalFault({}, u"a"_qs, 1, 0), QString());
}

void NumberedMessagesTest::findsWhatIsWrong_data()
{
    QTest::addColumn<QByteArrayList>("arrived");
    QTest::addColumn<QString>("word");
    QTest::newRow("lost") << messages({1, 3}) << u"2 is missing"_qs;
    QTest::newRow("all lost") << messages({}) << u"1 is missing, 2 is missing, 3 is missing"_qs;
    QTest::newRow("doubled") << messages({1, 2, 2, 3}) << u"2 is doubled"_qs;
    QTest::newRow("overtaken") << messages({1, 3, 2}) << u"2 comes after 3"_qs;
    QTest::newRow("too many") << messages({1, 2, 3, 4}) << u"foreign"_qs;
    QTest::newRow("another's") << QByteArrayList{messages({1, 2, 3}) << numberedMessage(u"b"_qs, 1)}
                               << u"foreign"_qs;
    QTest::newRow("damaged") << QByteArrayList{messages({1, 2}) << messages({3})[0].chopped(1)}
                             << u"3 is missing"_qs;
}

void NumberedMessagesTest::findsWhatIsWrong()
{
    QFETCH(QByteArrayList, arrived);
    QFETCH(QString, word);

    const QString fault = arrivalFault(arrived, u"a"_qs, 1, 3);

    QVERIFY2(fault.contains(word), qPrintable(fault));
}

BREAKWATER_TEST(NumberedMessagesTest)
#include "tst_numberedmessages.moc"
