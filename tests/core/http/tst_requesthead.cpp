// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/requesthead.h>

#include <core/base/randomsource.h>

#include <tests/support/testmain.h>

using namespace Breakwater;

class RequestHeadTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWholeRequestIsLetIn();
    void waitsForTheRest();
    void whatIsNotLetIn_data();
    void whatIsNotLetIn();
    void headersOf16KiBAreLetInAndOneByteMoreIsNot();
    void anySplitGivesTheSameVerdict();
    void anyBytesGetAVerdict();
};

void RequestHeadTest::aWholeRequestIsLetIn()
{
    for (const char *text :
         {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HEAD /livez HTTP/1.0\r\n\r\n",
          "GET /metrics HTTP/1.1\nHost: a\n\n", "GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
          "GET / HTTP/1.1\r\nUpgrade: h2c\r\n\r\n"}) {
        const HeadVerdict verdict = judgeHead(text);

        QVERIFY2(verdict.isComplete, text);
        QVERIFY2(!verdict.refusal, text);
    }
}

void RequestHeadTest::waitsForTheRest()
{
    for (const char *text : {"", "GET", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a\r\n"}) {
        const HeadVerdict verdict = judgeHead(text);

        QVERIFY2(!verdict.isComplete && !verdict.refusal, text);
    }
}

void RequestHeadTest::whatIsNotLetIn_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");

    QTest::newRow("POST") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc") << 405;
    QTest::newRow("OPTIONS") << QByteArray("OPTIONS * HTTP/1.1\r\n\r\n") << 405;
    QTest::newRow("CONNECT") << QByteArray("CONNECT a:1 HTTP/1.1\r\n\r\n") << 405;
    QTest::newRow("lower case") << QByteArray("get / HTTP/1.1\r\n\r\n") << 405;
    QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << 400;
    QTest::newRow("HTTP/2") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << 400;
    QTest::newRow("nothing") << QByteArray("\r\n\r\n") << 400;
    QTest::newRow("proxy") << QByteArray("GET http://other/ HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("body") << QByteArray("GET / HTTP/1.1\r\ncontent-length: 1\r\n\r\na") << 400;
    QTest::newRow("chunks") << QByteArray("GET / HTTP/1.1\r\nTransfer-Encoding : chunked\r\n\r\n")
                            << 400;
    QTest::newRow("upgrade") << QByteArray("GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n") << 400;
    QTest::newRow("a second request behind it")
        << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n") << 400;
}

void RequestHeadTest::whatIsNotLetIn()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);

    const HeadVerdict verdict = judgeHead(bytes);

    QVERIFY(!verdict.isComplete);
    QVERIFY(verdict.refusal);
    QCOMPARE(verdict.refusal->status, status);
}

void RequestHeadTest::headersOf16KiBAreLetInAndOneByteMoreIsNot()
{
    const QByteArray begin = "GET / HTTP/1.1\r\nX: ";
    const QByteArray most = begin + QByteArray(mostHeadBytes - begin.size() - 4, 'x') + "\r\n\r\n";
    const QByteArray more = begin + QByteArray(mostHeadBytes - begin.size() + 1, 'x');

    QVERIFY(judgeHead(most).isComplete);
    QCOMPARE(judgeHead(more).refusal->status, 431);
    QVERIFY(!judgeHead(more.chopped(1)).refusal);
}

void RequestHeadTest::anySplitGivesTheSameVerdict()
{
    const QByteArray bytes = "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n";

    for (qsizetype length = 0; length < bytes.size(); ++length) {
        const HeadVerdict verdict = judgeHead(bytes.left(length));
        QVERIFY2(!verdict.isComplete && !verdict.refusal, bytes.left(length).constData());
    }
    QVERIFY(judgeHead(bytes).isComplete);
}

void RequestHeadTest::anyBytesGetAVerdict()
{
    SeededRandom random(41);
    const QByteArray alphabet("GET / HTP1.\r\n:aU\0\xff", 18);
    for (int run = 0; run < 20'000; ++run) {
        QByteArray bytes(run % 3 == 0 ? "GET / HTTP/1.1\r\n" : "");
        const auto length = static_cast<int>(random.next() % 60);
        for (int i = 0; i < length; ++i)
            bytes += alphabet[static_cast<qsizetype>(random.next() % 18)];

        const HeadVerdict verdict = judgeHead(bytes);

        QVERIFY(!(verdict.isComplete && verdict.refusal));
        QVERIFY(!verdict.isComplete || bytes.startsWith("GET ") || bytes.startsWith("HEAD "));
    }
}

BREAKWATER_TEST(RequestHeadTest)

#include "tst_requesthead.moc"
