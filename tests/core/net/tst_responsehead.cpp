// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/responsehead.h>

#include <tests/support/testmain.h>

#include <limits>

using namespace Breakwater;

class ResponseHeadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusLines_data();
    void statusLines();
    void headerLines_data();
    void headerLines();
    void theEndOfTheBody_data();
    void theEndOfTheBody();
    void whatContradictsItselfIsRefused_data();
    void whatContradictsItselfIsRefused();
    void interimHeadsSpeakOfNoBody();
};

void ResponseHeadTest::statusLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("status"); // 0: refused
    const auto row = [](const QByteArray &line, int status) {
        QTest::newRow(line.isEmpty() ? "empty" : line.constData()) << line << status;
    };
    row("HTTP/1.1 200 OK", 200);
    row("HTTP/1.0 503 Service Unavailable", 503);
    row("HTTP/1.1 200 ", 200);
    row("HTTP/1.1 200", 200);
    row("HTTP/1.1 100 Continue", 100);
    row("HTTP/1.1 599 \xc3\xa4", 599);
    row("", 0);
    row("HTTP/1.1", 0);
    row("HTTP/1.1 ", 0);
    row("HTTP/1.1 20", 0);
    row("HTTP/1.1 2000", 0);
    row("HTTP/1.1 099 x", 0);
    row("HTTP/1.1 600 x", 0);
    row("HTTP/1.1 -20 x", 0);
    row("HTTP/1.1 +20 x", 0);
    row("HTTP/1.1 2x0 x", 0);
    row("HTTP/1.1  200 x", 0);
    row("HTTP/1.1\t200 x", 0);
    row("HTTP/2 200 OK", 0);
    row("HTTP/1.2 200 OK", 0);
    row("http/1.1 200 OK", 0);
    row(" HTTP/1.1 200 OK", 0);
    row("ICY 200 OK", 0);
    row("HTTP/1.1 101 Switching Protocols", 0); // nobody asked for it
    row("HTTP/1.1 200 O\rK", 0);
    row("HTTP/1.1 200 \x1b[31m", 0);
}

void ResponseHeadTest::statusLines()
{
    QFETCH(QByteArray, line);
    QFETCH(int, status);
    ResponseHead head;

    QCOMPARE(head.takeStatusLine(line), status != 0);
    if (status != 0)
        QCOMPARE(head.status(), status);
}

void ResponseHeadTest::headerLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("isHeader");
    const auto row = [](const char *name, const QByteArray &line, bool isHeader) {
        QTest::newRow(name) << line << isHeader;
    };
    row("common", "Content-Type: application/json", true);
    row("empty value", "X:", true);
    row("no space", "X:y", true);
    row("tab", "X:\ty", true);
    row("bytes above ASCII", "X: \xc3\xa4\xff", true);
    row("several colons", "X: y: z", true);
    row("folded", " and more", false);
    row("folded by a tab", "\tand: more", false);
    row("no colon", "Content-Type", false);
    row("no name", ": x", false);
    row("space before the colon", "X : y", false);
    row("space in the name", "X Y: z", false);
    row("bytes above ASCII in the name", "\xc3\xa4: z", false);
    row("NUL", QByteArray("X: a\0b", 6), false);
    row("bare CR", "X: a\rY: b", false);
    row("escape", "X: \x1b[31m", false);
    row("DEL", "X: \x7f", false);
}

void ResponseHeadTest::headerLines()
{
    QFETCH(QByteArray, line);
    QFETCH(bool, isHeader);
    ResponseHead head;
    QVERIFY(head.takeStatusLine("HTTP/1.1 200 OK"));

    QCOMPARE(head.takeHeader(line), isHeader);
    QCOMPARE(ResponseHead::isHeader(line), isHeader);
}

void ResponseHeadTest::theEndOfTheBody_data()
{
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<int>("framing");
    QTest::addColumn<quint64>("length");
    using Framing = ResponseHead::Framing;
    const auto row
        = [](const char *name, const QByteArrayList &lines, Framing framing, quint64 length = 0) {
              QTest::newRow(name) << lines << static_cast<int>(framing) << length;
          };
    const QByteArray ok = "HTTP/1.1 200 OK";
    constexpr auto most = std::numeric_limits<quint64>::max();
    row("nothing said", {ok}, Framing::UntilClose);
    row("length", {ok, "Content-Length: 12"}, Framing::Length, 12);
    row("any case", {ok, "cOnTeNt-lEnGtH:\t12 "}, Framing::Length, 12);
    row("length 0", {ok, "Content-Length: 0"}, Framing::Length, 0);
    row("leading zeros", {ok, "Content-Length: 0012"}, Framing::Length, 12);
    row("twice the same", {ok, "Content-Length: 12", "Content-Length: 12"}, Framing::Length, 12);
    row("2^64 - 1", {ok, "Content-Length: 18446744073709551615"}, Framing::Length, most);
    row("2^64", {ok, "Content-Length: 18446744073709551616"}, Framing::Length, most);
    row("10^30", {ok, "Content-Length: 1" + QByteArray(30, '0')}, Framing::Length, most);
    row("chunked", {ok, "Transfer-Encoding: chunked"}, Framing::Chunked);
    row("Chunked", {ok, "transfer-encoding:CHUNKED"}, Framing::Chunked);
    row("204", {"HTTP/1.1 204 No Content", "Content-Length: 12"}, Framing::Length, 0);
    row("304", {"HTTP/1.1 304 Not Modified", "Transfer-Encoding: chunked"}, Framing::Length, 0);
}

void ResponseHeadTest::theEndOfTheBody()
{
    QFETCH(QByteArrayList, lines);
    QFETCH(int, framing);
    QFETCH(quint64, length);
    ResponseHead head;
    QVERIFY(head.takeStatusLine(lines.takeFirst()));
    for (const QByteArray &line : lines)
        QVERIFY2(head.takeHeader(line), line);

    QVERIFY(head.isSound());
    QVERIFY(!head.isInterim());
    QCOMPARE(static_cast<int>(head.framing()), framing);
    QCOMPARE(head.length(), length);
}

void ResponseHeadTest::whatContradictsItselfIsRefused_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArrayList>("lines");
    const auto row
        = [](const char *name, const QByteArrayList &lines,
             const QByteArray &version = "HTTP/1.1") { QTest::newRow(name) << version << lines; };
    row("two lengths", {"Content-Length: 1", "Content-Length: 2"});
    row("a list of lengths", {"Content-Length: 1, 2"});
    row("no number", {"Content-Length: many"});
    row("empty", {"Content-Length:"});
    row("negative", {"Content-Length: -1"});
    row("with a plus", {"Content-Length: +1"});
    row("hexadecimal", {"Content-Length: 0x10"});
    row("a fraction", {"Content-Length: 1.5"});
    row("with an exponent", {"Content-Length: 1e3"});
    row("length and chunks", {"Content-Length: 1", "Transfer-Encoding: chunked"});
    row("chunks and length", {"Transfer-Encoding: chunked", "Content-Length: 1"});
    row("chunks of chunks", {"Transfer-Encoding: chunked", "Transfer-Encoding: chunked"});
    row("packed chunks", {"Transfer-Encoding: gzip, chunked"});
    row("another coding", {"Transfer-Encoding: identity"});
    row("no coding", {"Transfer-Encoding:"});
    row("chunks before there were any", {"Transfer-Encoding: chunked"}, "HTTP/1.0");
}

void ResponseHeadTest::whatContradictsItselfIsRefused()
{
    QFETCH(QByteArray, version);
    QFETCH(QByteArrayList, lines);
    ResponseHead head;
    QVERIFY(head.takeStatusLine(version + " 200 OK"));
    bool isFine = true;
    for (const QByteArray &line : lines)
        isFine = head.takeHeader(line) && isFine;

    QVERIFY(!isFine || !head.isSound());
}

void ResponseHeadTest::interimHeadsSpeakOfNoBody()
{
    ResponseHead head;
    QVERIFY(head.takeStatusLine("HTTP/1.1 103 Early Hints"));

    QVERIFY(head.takeHeader("Content-Length: lies"));
    QVERIFY(head.isInterim());
    QVERIFY(head.isSound());
}

BREAKWATER_TEST(ResponseHeadTest)
#include "tst_responsehead.moc"
