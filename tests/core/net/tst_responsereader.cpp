// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/responsereader.h>

#include <tests/support/testmain.h>

#include <QtCore/QRandomGenerator>

using namespace Breakwater;
using namespace Qt::StringLiterals;

namespace {

const QByteArray ok = "HTTP/1.1 200 OK\r\n";
const QByteArray chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";

//! "done 200 body", or "reading", or "failed not_http".
QString outcome(const ResponseReader &reader)
{
    QString text = toString(reader.state());
    if (reader.problem())
        text += u' ' + toString(*reader.problem());
    if (reader.status())
        text += u" %1"_qs.arg(*reader.status());
    if (reader.state() == ResponseReader::State::Done)
        text += u' ' + QString::fromLatin1(reader.body());
    return text;
}

QString outcomeOf(const QByteArray &bytes, bool isClosed, const std::vector<qsizetype> &cuts = {})
{
    ResponseReader reader;
    qsizetype from = 0;
    for (const qsizetype cut : cuts) {
        reader.feed(QByteArrayView(bytes).sliced(from, cut - from));
        from = cut;
    }
    reader.feed(QByteArrayView(bytes).sliced(from));
    if (isClosed)
        reader.finish();
    return outcome(reader);
}

} // namespace

class ResponseReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAnswers_data();
    void readsAnswers();
    void anySplitGivesTheSame_data() { readsAnswers_data(); }
    void anySplitGivesTheSame();
    void limitsAreExact_data();
    void limitsAreExact();
    void holdsNoMoreThanItsLimits();
    void staysAsItEnded();
};

void ResponseReaderTest::readsAnswers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("open");   // while the connection stands
    QTest::addColumn<QString>("closed"); // when it ends then
    const auto row = [](const char *name, const QByteArray &bytes, const QString &open,
                        const QString &closed = {}) {
        QTest::newRow(name) << bytes << open << (closed.isEmpty() ? open : closed);
    };
    const QString cut = u"failed cut_short"_qs;
    const QString cutBody = u"failed cut_short 200"_qs;
    const QString reading = u"reading"_qs;
    row("nothing", {}, reading, cut);
    row("half a status", "HTTP/1.1 20", reading, cut);
    row("half a head", ok + "A: b\r\n", reading, cut);
    row("length", ok + "Content-Length: 2\r\n\r\nab", u"done 200 ab"_qs);
    row("length 0", ok + "Content-Length: 0\r\n\r\n", u"done 200 "_qs);
    row("length too short", ok + "Content-Length: 1\r\n\r\nab", u"done 200 a"_qs);
    row("length too long", ok + "Content-Length: 3\r\n\r\nab", u"reading 200"_qs, cutBody);
    row("two lengths", ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        u"failed broken_head"_qs);
    row("negative", ok + "Content-Length: -1\r\n\r\nab", u"failed broken_head"_qs);
    row("10^30", ok + "Content-Length: 1" + QByteArray(30, '0') + "\r\n\r\nab",
        u"failed body_too_large 200"_qs);
    row("until it closes", ok + "\r\nab", u"reading 200"_qs, u"done 200 ab"_qs);
    row("bare line feeds", "HTTP/1.0 503 x\nA: b\n\nab", u"reading 503"_qs, u"done 503 ab"_qs);
    row("204", "HTTP/1.1 204 x\r\n\r\nwhat is behind", u"done 204 "_qs);
    row("no HTTP", "\x16\x03\x01", u"failed not_http"_qs);
    row("an empty line first", "\r\n" + ok + "\r\n", u"failed not_http"_qs);
    row("folded", ok + "A: b\r\n c\r\n\r\n", u"failed broken_head"_qs);
    row("another version", "HTTP/1.9 200 OK\r\n\r\n", u"failed not_http"_qs);
    row("an upgrade", "HTTP/1.1 101 x\r\n\r\n", u"failed not_http"_qs);
    row("interim", "HTTP/1.1 100 x\r\n\r\nHTTP/1.1 103 x\r\nLink: a\r\n\r\n" + ok + "\r\nab",
        u"reading 200"_qs, u"done 200 ab"_qs);
    row("interim alone", "HTTP/1.1 100 x\r\n\r\n", reading, cut);
    row("chunks", chunked + "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", u"done 200 abc"_qs);
    row("no chunk", chunked + "0\r\n\r\n", u"done 200 "_qs);
    row("chunk words", chunked + "02 ;a=\"b\"\r\nab\r\n000;x\r\nT: u\r\n\r\nx", u"done 200 ab"_qs);
    row("big hexadecimal", chunked + "A\r\n0123456789\r\n0\r\n\r\n", u"done 200 0123456789"_qs);
    row("chunks that stop", chunked + "2\r\nab\r\n", u"reading 200"_qs, cutBody);
    row("no end of trailers", chunked + "0\r\n", u"reading 200"_qs, cutBody);
    row("chunk too long", chunked + "3\r\nab\r\n0\r\n\r\n", u"failed broken_chunks 200"_qs);
    row("chunk a little too long", chunked + "4\r\nab\r\n0\r\n\r\n",
        u"failed broken_chunks 200"_qs);
    row("chunk with a bare end", chunked + "2\r\nab\n0\r\n\r\n", u"failed broken_chunks 200"_qs);
    row("chunk too short", chunked + "1\r\nab\r\n0\r\n\r\n", u"failed broken_chunks 200"_qs);
    row("chunk 10^30", chunked + QByteArray(30, 'F') + "\r\nab", u"failed body_too_large 200"_qs);
    row("chunk 2^64", chunked + "10000000000000000\r\nab", u"failed body_too_large 200"_qs);
    row("chunk negative", chunked + "-1\r\nab", u"failed broken_chunks 200"_qs);
    row("chunk 0x2", chunked + "0x2\r\nab\r\n", u"failed broken_chunks 200"_qs);
    row("chunk without size", chunked + "\r\nab\r\n", u"failed broken_chunks 200"_qs);
    row("chunk with two ends", chunked + "2\r\r\nab\r\n", u"failed broken_chunks 200"_qs);
    row("broken trailer", chunked + "0\r\n folded\r\n\r\n", u"failed broken_head 200"_qs);
}

void ResponseReaderTest::readsAnswers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, open);
    QFETCH(QString, closed);

    QCOMPARE(outcomeOf(bytes, false), open);
    QCOMPARE(outcomeOf(bytes, true), closed);
}

void ResponseReaderTest::anySplitGivesTheSame()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, open);
    QFETCH(QString, closed);
    std::vector<qsizetype> everywhere;
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        QCOMPARE(outcomeOf(bytes, false, {cut}), open);
        QCOMPARE(outcomeOf(bytes, true, {cut}), closed);
        everywhere.push_back(cut);
    }
    QCOMPARE(outcomeOf(bytes, true, everywhere), closed);

    QRandomGenerator random(1); // the same every time
    for (int round = 0; round < 200; ++round) {
        std::vector<qsizetype> cuts;
        for (const qsizetype cut : everywhere) {
            if (random.bounded(4) == 0)
                cuts.push_back(cut);
        }
        QCOMPARE(outcomeOf(bytes, true, cuts), closed);
    }
}

void ResponseReaderTest::limitsAreExact_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("closed");
    const auto row = [](const char *name, const QByteArray &bytes, const QString &closed) {
        QTest::newRow(name) << bytes << closed;
    };
    const auto head = [](qsizetype size) { // an answer without body whose head has that size
        const QByteArray end = "\r\nContent-Length: 0\r\n\r\n";
        return ok + "X: " + QByteArray(size - ok.size() - 3 - end.size(), 'x') + end;
    };
    const QString tooMuchHead = u"failed head_too_large"_qs;
    const QString tooMuchBody = u"failed body_too_large 200"_qs;
    const QString empty = u"done 200 "_qs;
    constexpr auto most = ResponseReader::mostHeadBytes;
    row("head", head(most), empty);
    row("head and a byte", head(most + 1), tooMuchHead);
    const QByteArray interim = "HTTP/1.1 100 x\r\n\r\n";
    row("with interim", interim + head(most - interim.size()), empty);
    row("with interim and a byte", interim + head(most - interim.size() + 1), tooMuchHead);
    const QByteArray end = "Content-Length: 0\r\n\r\n";
    row("100 lines", ok + QByteArray("a:\r\n").repeated(99) + end, empty);
    row("101 lines", ok + QByteArray("a:\r\n").repeated(100) + end, tooMuchHead);
    row("101 lines with the trailers",
        chunked + "0\r\n" + QByteArray("a:\r\n").repeated(100) + "\r\n",
        u"failed head_too_large 200"_qs);
    const QByteArray body(ResponseReader::mostBodyBytes, 'x');
    const QString whole = empty + QString::fromLatin1(body);
    row("body", ok + "Content-Length: 65536\r\n\r\n" + body, whole);
    row("a body announced", ok + "Content-Length: 65537\r\n\r\n", tooMuchBody);
    row("a body until it closes", ok + "\r\n" + body, whole);
    row("and a byte", ok + "\r\n" + body + 'x', tooMuchBody);
    row("a body in chunks",
        chunked + "8000\r\n" + body.left(32768) + "\r\n8000\r\n" + body.left(32768)
            + "\r\n0\r\n\r\n",
        whole);
    row("a chunk too many", chunked + "10000\r\n" + body + "\r\n1\r\nx", tooMuchBody);
    row("words behind a size", chunked + "0;" + QByteArray(252, 'x') + "\r\n\r\n", empty);
    row("too many of them", chunked + "0;" + QByteArray(253, 'x') + "\r\n\r\n",
        u"failed broken_chunks 200"_qs);
}

void ResponseReaderTest::limitsAreExact()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, closed);
    std::vector<qsizetype> steps;
    for (qsizetype cut = 7; cut < bytes.size(); cut += 7)
        steps.push_back(cut);

    QVERIFY(outcomeOf(bytes, true) == closed);
    QVERIFY(outcomeOf(bytes, true, steps) == closed);
}

void ResponseReaderTest::holdsNoMoreThanItsLimits()
{
    ResponseReader reader;
    reader.feed(ok + "\r\n");

    for (int i = 0; i < 1000; ++i)
        reader.feed(QByteArray(1000, 'x'));

    QCOMPARE(outcome(reader), u"failed body_too_large 200"_qs);
    QVERIFY(reader.body().size() <= ResponseReader::mostBodyBytes);
}

void ResponseReaderTest::staysAsItEnded()
{
    ResponseReader done;
    done.feed(ok + "Content-Length: 1\r\n\r\na");
    done.feed("HTTP/1.1 500 x\r\n\r\n");
    done.finish();
    QCOMPARE(outcome(done), u"done 200 a"_qs);

    ResponseReader failed;
    failed.feed("no");
    failed.feed(ok + "Content-Length: 1\r\n\r\na");
    failed.finish();
    QCOMPARE(outcome(failed), u"failed not_http"_qs);
}

BREAKWATER_TEST(ResponseReaderTest)
#include "tst_responsereader.moc"
