// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configparse.h>

#include <core/base/randomsource.h>

#include <tests/support/testmain.h>

#include <limits>

using namespace std::chrono_literals;
using namespace Breakwater;

class ConfigParseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durationsTakeUnitsOrSeconds_data();
    void durationsTakeUnitsOrSeconds();
    void otherTextsAreNoDuration_data();
    void otherTextsAreNoDuration();
    void tooLongBecomesTheLongest();
    void everyDurationReadsBackAsItself();
    void durationsAreWrittenShort_data();
    void durationsAreWrittenShort();
    void byteSizesTakeBinaryUnits_data();
    void byteSizesTakeBinaryUnits();
    void otherTextsAreNoByteSize_data();
    void otherTextsAreNoByteSize();
    void everyByteSizeReadsBackAsItself();
    void quotedTextEscapesWhatTomlForbids();
};

void ConfigParseTest::durationsTakeUnitsOrSeconds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("nanoseconds");
    const auto row = [](const char *text, Duration expected) {
        QTest::newRow(text) << QString::fromUtf8(text) << qint64(expected.count());
    };
    row("1.5s", 1500ms);
    row("250ms", 250ms);
    row("0.5ms", 500us);
    row("5m", 5min);
    row("5min", 5min);
    row("2h", 2h);
    row("30 d", 720h);
    row("30d", 720h);
    row(" 7 s ", 7s);
    row("300", 300s);
    row("0.25", 250ms);
    row("0", 0s);
    row("-1s", -1s);
}

void ConfigParseTest::durationsTakeUnitsOrSeconds()
{
    QFETCH(QString, text);
    QFETCH(qint64, nanoseconds);

    const auto duration = parseDuration(text);

    QVERIFY(duration);
    QCOMPARE(qint64(duration->count()), nanoseconds);
}

void ConfigParseTest::otherTextsAreNoDuration_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", " ", "s", "5 minutes", "5M", "1h30m", "1e3", "0x10", "1,5s", "1.",
                             ".5s", "inf", "nan", "5s\n6s", "٣s"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void ConfigParseTest::otherTextsAreNoDuration()
{
    QFETCH(QString, text);

    QVERIFY(!parseDuration(text));
}

void ConfigParseTest::tooLongBecomesTheLongest()
{
    QCOMPARE(parseDuration(u"99999999999999999999d"_qs), std::optional(Duration::max()));
    QCOMPARE(durationFromSeconds(std::numeric_limits<double>::infinity()), Duration::max());
    QCOMPARE(durationFromSeconds(std::numeric_limits<double>::quiet_NaN()), Duration::max());
    QCOMPARE(durationFromSeconds(-std::numeric_limits<double>::infinity()), Duration::min());
}

void ConfigParseTest::everyDurationReadsBackAsItself()
{
    SeededRandom random(20260101);
    for (Duration most : {Duration(1ms), Duration(1s), Duration(1h), Duration(24h * 90)}) {
        for (int i = 0; i < 5000; ++i) {
            const Duration duration = random.uniform(0ns, most);

            const auto again = parseDuration(durationText(duration));

            QVERIFY2(again == duration, qPrintable(durationText(duration)));
        }
    }
}

void ConfigParseTest::durationsAreWrittenShort_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("text");
    const auto row = [](Duration duration, const char *text) {
        QTest::newRow(text) << qint64(duration.count()) << QString::fromUtf8(text);
    };
    row(0s, "0s");
    row(24h * 30, "30d");
    row(1h, "1h");
    row(300s, "5m");
    row(90s, "90s");
    row(1500ms, "1500ms");
    row(250ms, "250ms");
    row(1500500us, "1.5005s");
    row(100us, "0.1ms");
}

void ConfigParseTest::durationsAreWrittenShort()
{
    QFETCH(qint64, nanoseconds);
    QFETCH(QString, text);

    QCOMPARE(durationText(Duration(nanoseconds)), text);
}

void ConfigParseTest::byteSizesTakeBinaryUnits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("KiB") << u"64 KiB"_qs << qint64(65536);
    QTest::newRow("MiB") << u"4MiB"_qs << qint64(4) * 1024 * 1024;
    QTest::newRow("GiB") << u"1 GiB"_qs << qint64(1024) * 1024 * 1024;
    QTest::newRow("half") << u"1.5 KiB"_qs << qint64(1536);
    QTest::newRow("B") << u"17B"_qs << qint64(17);
    QTest::newRow("bare") << u"4194304"_qs << qint64(4194304);
    QTest::newRow("zero") << u"0"_qs << qint64(0);
    QTest::newRow("negative") << u"-1"_qs << qint64(-1);
}

void ConfigParseTest::byteSizesTakeBinaryUnits()
{
    QFETCH(QString, text);
    QFETCH(qint64, bytes);

    QCOMPARE(parseByteSize(text), std::optional<std::int64_t>(bytes));
}

void ConfigParseTest::otherTextsAreNoByteSize_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "MiB", "4 MB", "4 kB", "4 mib", "1.5", "0.3KiB", "lots",
                             "999999999999999999999999 TiB"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void ConfigParseTest::otherTextsAreNoByteSize()
{
    QFETCH(QString, text);

    QVERIFY(!parseByteSize(text));
}

void ConfigParseTest::everyByteSizeReadsBackAsItself()
{
    SeededRandom random(7);
    for (int i = 0; i < 5000; ++i) {
        const auto bytes = static_cast<std::int64_t>(random.next() >> (12 + i % 50));

        QCOMPARE(parseByteSize(byteSizeText(bytes)), std::optional(bytes));
    }
    QCOMPARE(byteSizeText(4 * 1024 * 1024), u"4MiB"_qs);
}

void ConfigParseTest::quotedTextEscapesWhatTomlForbids()
{
    QCOMPARE(quotedText(u"a\"b\\c\nd"_qs), uR"("a\"b\\c\u000ad")"_qs);
}

BREAKWATER_TEST(ConfigParseTest)
#include "tst_configparse.moc"
