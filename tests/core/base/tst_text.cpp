// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/text.h>

#include <tests/support/testmain.h>

using namespace Breakwater;

class TextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostileTextLosesItsTeeth_data();
    void hostileTextLosesItsTeeth();
    void longTextIsCut();
    void credentialsNeverShow_data();
    void credentialsNeverShow();
    void namesAUrlWithoutItsQuery();
};

void TextTest::hostileTextLosesItsTeeth_data()
{
    QTest::addColumn<QString>("foreign");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << u"going away"_qs << u"going away"_qs;
    QTest::newRow("escape") << u"\u001b[31m<b>"_qs << u"\uFFFD[31m<b>"_qs;
    QTest::newRow("line feed") << u"a\nb\r"_qs << u"a\uFFFDb\uFFFD"_qs;
    QTest::newRow("bidi override") << u"a\u202Eb"_qs << u"a\uFFFDb"_qs;
    QTest::newRow("c1") << u"\u0085x"_qs << u"\uFFFDx"_qs;
    QTest::newRow("a pair") << u"\U0001F600"_qs << u"\U0001F600"_qs;
    QTest::newRow("halves of pairs")
        << QString(QChar(0xde00)) + u'x' + QChar(0xd83d) << u"\uFFFDx\uFFFD"_qs;
}

void TextTest::hostileTextLosesItsTeeth()
{
    QFETCH(QString, foreign);
    QFETCH(QString, expected);

    QCOMPARE(sanitised(foreign), expected);
}

void TextTest::longTextIsCut()
{
    QCOMPARE(sanitised(QString(300, u'x')).size(), 201);
    QVERIFY(sanitised(QString(300, u'x')).endsWith(u'\u2026'));
}

void TextTest::credentialsNeverShow_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    QTest::newRow("user info") << u"wss://me:canary@host/p"_qs << u"wss://host/p"_qs;
    QTest::newRow("query value") << u"wss://host/p?token=canary&v=1"_qs
                                 << u"wss://host/p?token=\u2026&v=\u2026"_qs;
    QTest::newRow("bare query") << u"wss://host/p?canary"_qs << u"wss://host/p?\u2026"_qs;
    QTest::newRow("fragment") << u"wss://host/p#canary"_qs << u"wss://host/p"_qs;
}

void TextTest::credentialsNeverShow()
{
    QFETCH(QString, url);
    QFETCH(QString, expected);

    QCOMPARE(redacted(QUrl(url)), expected);
}

void TextTest::namesAUrlWithoutItsQuery()
{
    QCOMPARE(shortName(QUrl(u"wss://example.org/"_qs)), u"example.org"_qs);
    QCOMPARE(shortName(QUrl(u"wss://u:p@example.org:8080/feed?token=x#y"_qs)),
             u"example.org:8080/feed"_qs);
    QCOMPARE(shortName(QUrl(u"ws://[::1]:9000"_qs)), u"[::1]:9000"_qs);
}

BREAKWATER_TEST(TextTest)
#include "tst_text.moc"
