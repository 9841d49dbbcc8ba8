// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/streamwatcher.h>

#include <tests/core/watch/streamfixture.h>
#include <tests/support/testmain.h>

#include <QtCore/QFile>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

//! Pages of memory that are ours alone, in bytes.
qint64 memory()
{
    QFile file(u"/proc/self/statm"_qs);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ')[1].toLongLong() * 4096 : 0;
}

QByteArray serviceEvent(const QString &service, const QString &text = {})
{
    return frameOf(u"event"_qs, QJsonObject{{u"connection_type"_qs, service}, {u"error"_qs, text}});
}

//! Every text of a source that people or files may see.
QStringList textsOf(const WatchedSource &source)
{
    QStringList texts{source.id.value, source.name, source.url, source.detail};
    if (source.frame)
        texts += QString::fromUtf8(QJsonDocument(toJson(*source.frame)).toJson());
    if (source.services) {
        texts += source.services->lastMalformed;
        texts += source.services->lastUnknown;
        for (const ServiceCard &card : source.services->services)
            texts += card.name;
        for (const ServiceEvent &event : source.services->events)
            texts += event.service + event.what + event.detail;
    }
    return texts;
}

} // namespace

//! What a server may do to one who watches it.
class StreamWatcherHostileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void garbageIsCountedAndNeverFatal_data();
    void garbageIsCountedAndNeverFatal();
    void aPeerThatSendsNothingReadableForLongIsSaid();
    void aFloodIsSkippedSaidOnceAndRecoveredFrom();
    void aFloodOfBytesIsSkippedToo();
    void theConfiguredRateIsKept();
    void memoryStaysBoundedWhateverIsTold();
    void aSecretThatIsSaidBackIsNotShown();
    void secretsOfTheUrlAreNotShown();
    void harmfulSignsDoNotReachTheEvents();
    void aServerThatHangsUpAtOnceIsNotHammered();
    void anAbsurdPeriodDoesNotKeepItFresh();
    void changingErrorsDoNotFillTheLog();
};

void StreamWatcherHostileTest::garbageIsCountedAndNeverFatal_data()
{
    QTest::addColumn<QByteArray>("frame");
    const auto row
        = [](const char *name, const QByteArray &frame) { QTest::newRow(name) << frame; };

    row("empty", "");
    row("no JSON", "hello");
    row("half", R"({"type": "stats")");
    row("a number", "5");
    row("a list", "[]");
    row("no type", R"({"data": {}})");
    row("type of no text", R"({"type": 5, "data": {}})");
    row("data of no object", R"({"type": "stats", "data": 5})");
    row("NUL", QByteArray("{\"type\": \"stats\0", 16));
    row("broken UTF-8", "{\"type\": \"stats\", \"data\": \"\xff\xfe\"}");
    row("a deep one", "{\"type\":\"stats\",\"data\":" + QByteArray(5000, '[') + "}");
    row("too large", "{\"type\":\"stats\",\"data\":\"" + QByteArray(2'000'000, 'x') + "\"}");
    row("nothing of a service", R"({"type": "stats", "data": {"uptime": 3}})");
    row("an event of nobody", R"({"type": "event", "data": {"error": "x"}})");
    row("a negative count",
        R"({"type": "event", "data": {"connection_type": "a", "error_count": -1}})");
}

void StreamWatcherHostileTest::garbageIsCountedAndNeverFatal()
{
    QFETCH(QByteArray, frame);
    StreamFixture fixture;
    fixture.connect();

    fixture.peer()->text(frame);
    fixture.peer()->text(frame);
    QCOMPARE(fixture.connection(), u"connected"_qs);
    QVERIFY(fixture.look().isStale());
    QVERIFY2(fixture.look().detail.contains(u"2 frames could not be read: "_qs),
             qPrintable(fixture.look().detail));
    QCOMPARE(fixture.network.created(), 1);

    fixture.peer()->text(serviceEvent(u"redis"_qs));
    QVERIFY(!fixture.look().isStale());
    QCOMPARE(fixture.look().services->malformed, 2U);
}

void StreamWatcherHostileTest::aPeerThatSendsNothingReadableForLongIsSaid()
{
    StreamFixture fixture;
    fixture.network.answersPings = true;
    fixture.connect();
    for (int i = 0; i < 31; ++i) {
        fixture.time.advance(1s);
        fixture.peer()->text("noise");
    }

    QVERIFY2(fixture.look().detail.contains(u"nothing that can be read for 31 s"_qs),
             qPrintable(fixture.look().detail));
    QCOMPARE(fixture.connection(), u"connected"_qs);
    QVERIFY(fixture.look().isStale());
}

void StreamWatcherHostileTest::aFloodIsSkippedSaidOnceAndRecoveredFrom()
{
    StreamFixture fixture;
    fixture.connect();
    const QByteArray event = serviceEvent(u"redis"_qs);

    for (int second = 0; second < 3; ++second) {
        for (int i = 0; i < 20'000; ++i)
            fixture.peer()->text(event);
        fixture.time.advance(1s);
    }
    QCOMPARE(fixture.look().services->services.front().events, 15'000U);
    QVERIFY2(fixture.look().detail.contains(u"45000 frames skipped"_qs),
             qPrintable(fixture.look().detail));
    QCOMPARE(fixture.notes.eventsWith(u"Frames skipped"_qs), 1);
    QVERIFY2(fixture.notes.changes < 10, "a frame for each event would flood the window");

    fixture.peer()->text(wholeFrame(1));
    QVERIFY(fixture.look().frame);
}

void StreamWatcherHostileTest::aFloodOfBytesIsSkippedToo()
{
    StreamFixture fixture;
    fixture.connect();
    const QByteArray event = serviceEvent(u"redis"_qs, QString(900'000, u'x'));

    for (int i = 0; i < 1000; ++i)
        fixture.peer()->text(event);

    QVERIFY(fixture.look().services->services.front().events <= 10);
}

void StreamWatcherHostileTest::theConfiguredRateIsKept()
{
    StabilityConfig config;
    config.limits.receiveRate = 10;
    StreamFixture fixture(targetOf(u"ws://host"_qs), config);
    fixture.connect();

    for (int i = 0; i < 100; ++i)
        fixture.peer()->text(serviceEvent(u"redis"_qs));

    QCOMPARE(fixture.look().services->services.front().events, 10U);
}

void StreamWatcherHostileTest::memoryStaysBoundedWhateverIsTold()
{
    StreamFixture fixture;
    fixture.connect();
    const auto tellAll = [&](int round) {
        for (int i = 0; i < 4000; ++i) {
            const QString name = u"service %1 %2"_qs.arg(round).arg(i);
            fixture.peer()->text(serviceEvent(name, QString(1000, u'x')));
            fixture.peer()->text(
                frameOf(u"event"_qs, toJson(numberedEvent(std::uint64_t(round * 4000 + i)))));
        }
        fixture.peer()->text(frameOf(u"type %1"_qs.arg(round), QString(100'000, u'x')));
        fixture.time.advance(1s);
        fixture.watcher.endPeriod(fixture.time.now());
    };
    tellAll(0);
    fixture.look();
    const qint64 before = memory();

    for (int round = 1; round < 20; ++round)
        tellAll(round);
    fixture.look();

    QVERIFY2(memory() - before < 4 * 1024 * 1024,
             qPrintable(u"grew by %1 KiB"_qs.arg((memory() - before) / 1024)));
    QCOMPARE(fixture.look().services->services.size(), ServiceBoard::mostServices);
}

void StreamWatcherHostileTest::aSecretThatIsSaidBackIsNotShown()
{
    const QString canary = u"canary-7f3a91"_qs;
    WatchTarget target = targetOf(u"ws://ann:canary-7f3a91@host"_qs);
    target.endpoint.bearerToken = canary.toUtf8();
    StreamFixture fixture(target);
    fixture.connect();

    fixture.peer()->text(serviceEvent(canary, canary));
    fixture.peer()->text(frameOf(canary, canary));
    fixture.peer()->text(frameOf(u"error"_qs, canary));
    fixture.peer()->text(frameOf(u"event"_qs, QJsonObject{{canary, canary}}));
    fixture.peer()->text(wholeFrame(1).replace("link", canary.toUtf8()));
    for (const QString &text : textsOf(fixture.look()))
        QVERIFY2(!text.contains(u"canary"_qs), qPrintable(text));
    QVERIFY(fixture.look().frame);
    fixture.peer()->end(
        {.kind = EndKind::PeerClose, .closeCode = 1011, .closeReason = canary, .detail = canary});

    for (const QString &text : textsOf(fixture.look()) + fixture.notes.events)
        QVERIFY2(!text.contains(u"canary"_qs), qPrintable(text));
    QVERIFY(fixture.notes.eventsWith(u"Connection lost"_qs) == 1);
}

void StreamWatcherHostileTest::secretsOfTheUrlAreNotShown()
{
    StreamFixture fixture(targetOf(u"ws://host/stream?token=canary-7f3a91&k=v"_qs));
    fixture.connect();
    QVERIFY(fixture.peer()->endpoint.url.toString().contains(u"canary"_qs));

    fixture.peer()->text(wholeFrame(1));
    fixture.peer()->end({.kind = EndKind::PeerClose,
                         .closeCode = 1011,
                         .closeReason = u"bad ?token=canary-7f3a91"_qs});

    for (const QString &text : textsOf(fixture.look()) + fixture.notes.events)
        QVERIFY2(!text.contains(u"canary"_qs), qPrintable(text));
}

void StreamWatcherHostileTest::harmfulSignsDoNotReachTheEvents()
{
    StreamFixture fixture;
    fixture.connect();
    const QString harmful = u"\x1b[31m\u202e<b>\n"_qs;

    fixture.peer()->text(frameOf(u"error"_qs, harmful));
    fixture.peer()->text(frameOf(harmful, {}));
    fixture.peer()->text(serviceEvent(u"a"_qs + harmful, harmful));
    const QStringList texts = textsOf(fixture.look()) + fixture.notes.events;
    fixture.peer()->end({.kind = EndKind::PeerClose, .closeCode = 1011, .closeReason = harmful});

    for (const QString &text : texts + textsOf(fixture.look()) + fixture.notes.events) {
        for (const char16_t sign : {u'\x1b', u'\u202e', u'\n'})
            QVERIFY2(!text.contains(QChar(sign)), qPrintable(text));
    }
}

void StreamWatcherHostileTest::aServerThatHangsUpAtOnceIsNotHammered()
{
    StreamFixture fixture;
    fixture.random.set(1);
    fixture.watcher.start();

    for (int i = 0; i < 12; ++i) {
        fixture.peer()->accept();
        fixture.peer()->text(serviceEvent(u"redis"_qs));
        fixture.peer()->end({.kind = EndKind::PeerClose, .closeCode = 1000});
        fixture.time.advance(*fixture.look().nextAttemptIn);
    }
    fixture.peer()->end(EndKind::ConnectFailed);

    QVERIFY(*fixture.look().nextAttemptIn == 30s);
}

void StreamWatcherHostileTest::anAbsurdPeriodDoesNotKeepItFresh()
{
    StreamFixture fixture;
    fixture.network.answersPings = true;
    fixture.connect();

    fixture.peer()->text(wholeFrame(1, 24h * 365));
    fixture.time.advance(1h);

    QVERIFY(fixture.look().isStale());
}

void StreamWatcherHostileTest::changingErrorsDoNotFillTheLog()
{
    StreamFixture fixture;
    fixture.connect();

    for (int i = 0; i < 2000; ++i)
        fixture.peer()->text(frameOf(u"error"_qs, u"error %1"_qs.arg(i)));

    QCOMPARE(fixture.notes.events.size(), 1);
    QVERIFY(fixture.look().detail.contains(u"error 1999"_qs));
}

BREAKWATER_TEST(StreamWatcherHostileTest)

#include "tst_streamwatcher_hostile.moc"
