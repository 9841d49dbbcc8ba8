// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/faultplan.h>

#include <core/base/randomsource.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class FaultPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsLastingFaults();
    void readsOneDirectionAlone();
    void readsEvents();
    void commasAndSpacesAreTheSame();
    void readsAmounts_data();
    void readsAmounts();
    void everyWrongWordGetsOneSentence_data();
    void everyWrongWordGetsOneSentence();
    void foreignTextIsMadeSafe();
    void anythingIsReadOrRefused();
    void saysItselfInPlainWords();
    void knowsWhetherItNeedsFrames_data();
    void knowsWhetherItNeedsFrames();
};

namespace {

FaultPlan planOf(const char *text)
{
    const auto plan = FaultPlan::fromText(QString::fromUtf8(text));
    return plan ? *plan : FaultPlan{};
}

} // namespace

void FaultPlanTest::readsLastingFaults()
{
    const auto plan = FaultPlan::fromText(u"latency=50ms jitter=20ms bandwidth=64KiB/s slice=7 "
                                          "drop-pongs=0.3 corrupt=0.001 answer-pings seed=42"_qs);

    QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
    QVERIFY(plan->up.latency == 50ms);
    QVERIFY(plan->up.jitter == 20ms);
    QCOMPARE(plan->up.bytesPerSecond, std::optional<std::int64_t>(65536));
    QCOMPARE(plan->up.slice, std::optional<std::int64_t>(7));
    QCOMPARE(plan->up.dropPongs, 0.3);
    QCOMPARE(plan->up.corrupt, 0.001);
    QVERIFY(plan->up.answerPings);
    QVERIFY(plan->down == plan->up);
    QCOMPARE(plan->seed, std::optional<std::uint64_t>(42));
    QVERIFY(plan->events.empty());
}

void FaultPlanTest::readsOneDirectionAlone()
{
    const FaultPlan plan = planOf("up.latency=50ms down.slice=7 up.answer-pings");

    QVERIFY(plan.up.latency == 50ms && plan.down.latency == 0ms);
    QVERIFY(!plan.up.slice && plan.down.slice == 7);
    QVERIFY(plan.up.answerPings && !plan.down.answerPings);
}

void FaultPlanTest::readsEvents()
{
    using When = PlannedFault::When;
    const FaultPlan plan = planOf("at=10s:blackhole/5s every=30s:reset at=2s:up.half-open "
                                  "every=20s:close=1012 after-bytes=10000:down.close-mid-frame");

    const std::vector<PlannedFault> expected{
        {.when = When::At, .time = 10s, .fault = {.kind = FaultKind::Blackhole, .length = 5s}},
        {.when = When::Every, .time = 30s, .fault = {.kind = FaultKind::Reset}},
        {.when = When::At, .time = 2s, .fault = {.kind = FaultKind::HalfOpen, .down = false}},
        {.when = When::Every, .time = 20s, .fault = {.kind = FaultKind::Close, .closeCode = 1012}},
        {.when = When::AfterBytes,
         .bytes = 10000,
         .fault = {.kind = FaultKind::CloseMidFrame, .up = false}},
    };
    QCOMPARE(plan.events.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(plan.events[i] == expected[i], qPrintable(toString(plan.events[i].fault)));
}

void FaultPlanTest::commasAndSpacesAreTheSame()
{
    QVERIFY(planOf("latency=50ms, at=1s:reset,slice=7")
            == planOf("  latency=50ms\tat=1s:reset slice=7 "));
    QVERIFY(planOf("latency=50ms,slice=7").up.slice == 7);
}

void FaultPlanTest::readsAmounts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("same");
    QTest::newRow("bare seconds") << u"latency=2"_qs << u"latency=2000ms"_qs;
    QTest::newRow("fraction") << u"latency=1.5s"_qs << u"latency=1500ms"_qs;
    QTest::newRow("minute") << u"at=1m:reset"_qs << u"at=60s:reset"_qs;
    QTest::newRow("hour") << u"at=1h:reset"_qs << u"at=60m:reset"_qs;
    QTest::newRow("bytes") << u"bandwidth=1024/s"_qs << u"bandwidth=1KiB/s"_qs;
    QTest::newRow("B") << u"bandwidth=512B/s"_qs << u"bandwidth=0.5KiB/s"_qs;
    QTest::newRow("MiB") << u"after-bytes=1MiB:reset"_qs << u"after-bytes=1024KiB:reset"_qs;
    QTest::newRow("certain") << u"drop-pongs=1"_qs << u"drop-pongs=1.0"_qs;
}

void FaultPlanTest::readsAmounts()
{
    QFETCH(QString, text);
    QFETCH(QString, same);

    const auto plan = FaultPlan::fromText(text);

    QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
    QVERIFY(*plan == *FaultPlan::fromText(same));
    QVERIFY(*plan != FaultPlan{});
}

void FaultPlanTest::everyWrongWordGetsOneSentence_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *text, const char *sentence) {
        QTest::newRow(*text ? text : "nothing")
            << QString::fromUtf8(text) << QString::fromUtf8(sentence);
    };
    row("",
        "The fault plan is empty; write faults with spaces between them, for example "
        "“latency=50ms drop-pongs=0.3”.");
    row("latncy=50ms",
        "“latncy=50ms” is no fault; allowed are latency, jitter, bandwidth, slice, "
        "corrupt, drop-pongs, answer-pings and seed, or an event, for example "
        "latency=50ms or at=10s:reset.");
    row("latency",
        "“latency” is not possible: latency takes a length of time up to 24h, for "
        "example latency=50ms.");
    row("latency=fast",
        "“latency=fast” is not possible: latency takes a length of time up to 24h, "
        "for example latency=50ms.");
    row("jitter=-1s", "“jitter=-1s” is not possible: jitter takes");
    row("jitter=20us", "“jitter=20us” is not possible: jitter takes");
    row("latency=25h", "“latency=25h” is not possible: latency takes");
    row("bandwidth=64KiB",
        "“bandwidth=64KiB” is not possible: bandwidth takes B, KiB, MiB or GiB "
        "per second, for example bandwidth=64KiB/s.");
    row("bandwidth=64kB/s", "“bandwidth=64kB/s” is not possible");
    row("slice=0",
        "“slice=0” is not possible: slice takes a whole number of bytes, 1 or more, for "
        "example slice=7.");
    row("slice=1.5", "“slice=1.5” is not possible");
    row("drop-pongs=30%",
        "“drop-pongs=30%” is not possible: drop-pongs takes a chance from 0 to "
        "1, for example drop-pongs=0.3.");
    row("corrupt=2", "“corrupt=2” is not possible: corrupt takes a chance from 0 to 1");
    row("answer-pings=yes",
        "“answer-pings=yes” is not possible: answer-pings takes no value, for "
        "example answer-pings.");
    row("seed=x",
        "“seed=x” is not possible: seed takes a whole number and no direction, for "
        "example seed=42.");
    row("up.seed=1", "“up.seed=1” is not possible");
    row("seed=1 seed=2", "“seed=2” comes a second time");
    row("slice=7 down.slice=8",
        "“down.slice=8” comes a second time; write each once, or once for "
        "each direction, for example up.latency=50ms down.latency=10ms.");
    row("reset", "“reset” strikes at one moment; write when and what, for example at=10s:reset.");
    row("at=10s", "“at=10s” strikes at one moment");
    row("in=10s:reset",
        "“in=10s:reset” does not say when: an event begins with at=, every= or "
        "after-bytes=, for example at=10s:reset.");
    row("at=soon:reset",
        "“at=soon:reset” is not possible: at takes a length of time from the "
        "beginning of a connection, up to 24h, for example at=10s:reset.");
    row("every=0s:reset",
        "“every=0s:reset” is not possible: every takes a length of time from 1ms "
        "to 24h, for example every=30s:reset.");
    row("after-bytes=-1:reset",
        "“after-bytes=-1:reset” is not possible: after-bytes takes a number "
        "of bytes, 1 or more");
    row("at=1s:explode",
        "“at=1s:explode” names no event; allowed are blackhole, half-open, reset, "
        "close and close-mid-frame, for example at=10s:reset.");
    row("at=1s:latency=5ms", "“at=1s:latency=5ms” names no event");
    row("at=1s:close",
        "“at=1s:close” is not possible: close takes a close code from 1000 to 4999, "
        "for example every=20s:close=1012.");
    row("at=1s:close=999", "“at=1s:close=999” is not possible");
    row("at=1s:reset=3",
        "“at=1s:reset=3” is not possible: reset takes no value, for example "
        "at=10s:reset.");
    row("at=1s:reset/3s",
        "“at=1s:reset/3s” is not possible: reset has no length, only blackhole "
        "and half-open have, for example at=10s:blackhole/5s.");
    row("at=1s:blackhole/long",
        "“at=1s:blackhole/long” is not possible: behind / stands a length "
        "of time up to 24h, for example at=10s:blackhole/5s.");
    row("at=1s:up.reset",
        "“at=1s:up.reset” is not possible: reset has no direction, only "
        "blackhole, half-open and close-mid-frame have, for example "
        "at=10s:down.blackhole.");
    row("latency=5ms at=1s:oops slice=x", "“at=1s:oops” names no event");
}

void FaultPlanTest::everyWrongWordGetsOneSentence()
{
    QFETCH(QString, text);
    QFETCH(QString, sentence);

    const auto plan = FaultPlan::fromText(text);

    QVERIFY(!plan.has_value());
    QVERIFY2(plan.error().message.startsWith(sentence), qPrintable(plan.error().message));
    QVERIFY(plan.error().message.endsWith(u'.'));
    QVERIFY(plan.error().message.contains(u"example"_qs));
    QVERIFY(plan.error().kind == ErrorKind::BadArgument);
}

void FaultPlanTest::foreignTextIsMadeSafe()
{
    const auto plan = FaultPlan::fromText(u"\u001b[31m"_qs + QString(500, u'x'));

    QVERIFY(!plan.has_value());
    QVERIFY(!plan.error().message.contains(u'\u001b'));
    QVERIFY(plan.error().message.size() < 300);
}

void FaultPlanTest::anythingIsReadOrRefused()
{
    const QString letters
        = u"latency=50ms,jitter bandwidth/s:.up down every at reset close=1012"_qs;
    int refused = 0;
    for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
        SeededRandom random(seed);
        QString text;
        for (std::uint64_t i = random.next() % 40; i > 0; --i)
            text += letters[static_cast<qsizetype>(random.next() % std::uint64_t(letters.size()))];

        const auto plan = FaultPlan::fromText(text);

        refused += plan ? 0 : 1;
        QVERIFY2(plan || plan.error().message.contains(u"for example"_qs), qPrintable(text));
    }
    QVERIFY(refused > 10'000);
}

void FaultPlanTest::saysItselfInPlainWords()
{
    const FaultPlan plan
        = planOf("latency=50ms,up.bandwidth=64KiB/s,down.drop-pongs=0.3,at=10s:down.blackhole/5s,"
                 "every=90s:close=1012,after-bytes=1:close-mid-frame,seed=4");

    QCOMPARE(plan.sentences(),
             (QStringList{
                 u"From client to server: 50ms of latency, at most 64 KiB a second."_qs,
                 u"From server to client: 50ms of latency, 30 % of the pongs lost."_qs,
                 u"10s into each connection: a blackhole for 5s from server to client."_qs,
                 u"Every 90s of a connection: a close with code 1012."_qs,
                 u"After 1 byte of each connection: an end in the middle of a frame."_qs,
             }));
    QCOMPARE(planOf("jitter=1500ms corrupt=0.001 slice=7 answer-pings").sentences(),
             QStringList{u"Both ways: up to 1.5s of jitter, at most 7 bytes a write, a bit flipped "
                         "in 0.1 % of the bytes of messages, pings answered by the proxy "
                         "itself."_qs});
    QCOMPARE(planOf("seed=4").sentences(), QStringList());
}

void FaultPlanTest::knowsWhetherItNeedsFrames_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("needs");
    for (const char *text : {"latency=5ms jitter=1s", "bandwidth=1B/s", "slice=7", "at=1s:reset",
                             "at=1s:half-open", "at=1s:blackhole/1s"})
        QTest::newRow(text) << QByteArray(text) << false;
    for (const char *text : {"down.drop-pongs=0.1", "up.corrupt=0.1", "answer-pings",
                             "at=1s:close=1012", "after-bytes=1:close-mid-frame"})
        QTest::newRow(text) << QByteArray(text) << true;
}

void FaultPlanTest::knowsWhetherItNeedsFrames()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, needs);

    QCOMPARE(planOf(text.constData()).needsFrames(), needs);
}

BREAKWATER_TEST(FaultPlanTest)
#include "tst_faultplan.moc"
