// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/hello.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class HelloTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOneLineOfJson();
    void findsTheTokenInAQuery_data();
    void findsTheTokenInAQuery();
};

void HelloTest::isOneLineOfJson()
{
    QCOMPARE(helloFrame({u"client:00000007"_qs}, "abc", WallTime(1'763'740'825'123ms)),
             QByteArray(R"({"type":"hello","data":{"session":"client:00000007",)"
                        R"("resume_token":"abc"},"timestamp":"2025-11-21T16:00:25.123Z"})"));
}

void HelloTest::findsTheTokenInAQuery_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("alone") << u"resume=a-b_C"_qs << QByteArray("a-b_C");
    QTest::newRow("among others") << u"x=1&resume=abc&y=2"_qs << QByteArray("abc");
    QTest::newRow("none") << u"x=1"_qs << QByteArray();
    QTest::newRow("empty") << u"resume="_qs << QByteArray();
    QTest::newRow("no query") << QString() << QByteArray();
    QTest::newRow("foreign letters") << u"resume=%C3%A4"_qs << QByteArray("\xe4");
}

void HelloTest::findsTheTokenInAQuery()
{
    QFETCH(QString, query);

    QTEST(resumeTokenIn(query), "token");
}

BREAKWATER_TEST(HelloTest)
#include "tst_hello.moc"
