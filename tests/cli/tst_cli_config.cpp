// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/cli/program.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonArray>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class CliConfigTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showNamesTheSourceOfEachValue();
    void showAsJsonHoldsTheSame();
    void checkAcceptsAGoodFile();
    void checkNamesLineKeyValueAndRange_data();
    void checkNamesLineKeyValueAndRange();
    void checkAsJsonSaysItInOneDocument();
    void aFileThatCannotBeReadIsOneSentence();
    void aWrongVariableIsNamed();
    void defaultsAreAFileThatCanBeUsed();
    void defaultsFollowThePreset();
};

namespace {

//! The line of `config show` about a key.
QByteArray lineOf(const QByteArray &table, const QByteArray &key)
{
    for (const QByteArray &line : table.split('\n')) {
        if (line.startsWith(key + ' '))
            return line.simplified();
    }
    return {};
}

} // namespace

void CliConfigTest::showNamesTheSourceOfEachValue()
{
    Test::Program program;
    const QString file = program.file(u"b.toml"_qs, "# mine\n[queue]\nmax_messages = 7\n");
    program.setVariable(u"BREAKWATER_CONNECTION_HEARTBEAT_INTERVAL"_qs, u"3s"_qs);

    QVERIFY(program.run(
        {u"config"_qs, u"show"_qs, u"--config"_qs, file, u"--preset"_qs, u"testing"_qs}));

    QVERIFY2(program.exitCode() == 0, program.story());
    QCOMPARE(lineOf(program.data(), "queue.max_messages"),
             "queue.max_messages = 7 # file " + file.toUtf8() + ":3");
    QCOMPARE(lineOf(program.data(), "connection.heartbeat_interval"),
             QByteArray("connection.heartbeat_interval = \"3s\" # environment "
                        "BREAKWATER_CONNECTION_HEARTBEAT_INTERVAL"));
    QCOMPARE(lineOf(program.data(), "circuit_breaker.failure_threshold"),
             QByteArray("circuit_breaker.failure_threshold = 2 # preset testing"));
    QCOMPARE(lineOf(program.data(), "preset"),
             QByteArray("preset = \"testing\" # command line --preset"));
    QCOMPARE(lineOf(program.data(), "circuit_breaker.half_open_max_calls"),
             QByteArray("circuit_breaker.half_open_max_calls = 3 # default"));
}

void CliConfigTest::showAsJsonHoldsTheSame()
{
    Test::Program program;

    QVERIFY(program.run({u"config"_qs, u"show"_qs, u"--json"_qs}));

    QVERIFY2(program.exitCode() == 0, program.story());
    const QJsonArray values = program.document()[u"values"_qs].toArray();
    QVERIFY(values.size() > 50);
    QCOMPARE(values[0][u"key"_qs], QJsonValue(u"preset"_qs));
    QCOMPARE(values[0][u"source"_qs], QJsonValue(u"default"_qs));
    QCOMPARE(program.words(), QByteArray());
}

void CliConfigTest::checkAcceptsAGoodFile()
{
    Test::Program program;
    const QString file = program.file(u"b.toml"_qs, "[queue]\nmax_messages = 7\n");

    QVERIFY(program.run({u"config"_qs, u"check"_qs, u"--config"_qs, file}));

    QVERIFY2(program.exitCode() == 0, program.story());
    QCOMPARE(program.data(), QByteArray());
    QCOMPARE(program.words(), QByteArray("breakwaterctl: The settings can be used.\n"));
}

void CliConfigTest::checkNamesLineKeyValueAndRange_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::addColumn<QList<QByteArray>>("says");
    QTest::newRow("out of range") << QByteArray("[queue]\n\nmax_messages = -5\n")
                                  << QList<QByteArray>{"b.toml:3", "queue.max_messages", "-5",
                                                       "1 \u2026 10000000"};
    QTest::newRow("unknown key") << QByteArray("[queue]\nmax_mesages = 5\n")
                                 << QList<QByteArray>{"b.toml:2", "queue.max_mesages",
                                                      "queue.max_messages"};
    QTest::newRow("sampled counters")
        << QByteArray("[metrics]\nsample_rate = 0.5\n")
        << QList<QByteArray>{"b.toml:2", "metrics.sample_rate", "0.5"};
    QTest::newRow("never closes") << QByteArray(
        "[circuit_breaker]\nsuccess_threshold = 5\nhalf_open_max_calls = 2\n")
                                  << QList<QByteArray>{"b.toml", "success_threshold",
                                                       "half_open_max_calls"};
    QTest::newRow("no TOML") << QByteArray("[queue\n") << QList<QByteArray>{"b.toml:1"};
}

void CliConfigTest::checkNamesLineKeyValueAndRange()
{
    QFETCH(QByteArray, contents);
    QFETCH(QList<QByteArray>, says);
    Test::Program program;
    const QString file = program.file(u"b.toml"_qs, contents);

    QVERIFY(program.run({u"config"_qs, u"check"_qs, u"--config"_qs, file}));

    QVERIFY2(program.exitCode() == 2, program.story());
    for (const QByteArray &part : says)
        QVERIFY2(program.words().contains(part), program.story());
    QVERIFY2(program.words().count('\n') == 1, program.story());
}

void CliConfigTest::checkAsJsonSaysItInOneDocument()
{
    Test::Program program;
    const QString file = program.file(u"b.toml"_qs, "[queue]\nmax_messages = -5\n");

    QVERIFY(program.run({u"config"_qs, u"check"_qs, u"--json"_qs, u"--config"_qs, file}));

    QVERIFY2(program.exitCode() == 2, program.story());
    QCOMPARE(program.document()[u"valid"_qs], QJsonValue(false));
    QVERIFY(program.document()[u"error"_qs].toString().contains("queue.max_messages"_L1));
}

void CliConfigTest::aFileThatCannotBeReadIsOneSentence()
{
    for (const QString &file : {u"missing.toml"_qs, u"/"_qs}) {
        Test::Program program;

        QVERIFY(program.run({u"config"_qs, u"show"_qs, u"--config"_qs, file}));

        QVERIFY2(program.exitCode() == 2, program.story());
        QVERIFY2(program.words().contains(file.toUtf8()), program.story());
        QVERIFY2(program.words().count('\n') == 1, program.story());
        QCOMPARE(program.data(), QByteArray());
    }
}

void CliConfigTest::aWrongVariableIsNamed()
{
    Test::Program program;
    program.setVariable(u"BREAKWATER_QUEUE_MAX_MESSAGES"_qs, u"many"_qs);

    QVERIFY(program.run({u"config"_qs, u"show"_qs}));

    QVERIFY2(program.exitCode() == 2, program.story());
    QVERIFY2(program.words().contains("BREAKWATER_QUEUE_MAX_MESSAGES"), program.story());
    QVERIFY2(program.words().contains("many"), program.story());
}

void CliConfigTest::defaultsAreAFileThatCanBeUsed()
{
    Test::Program program;
    QVERIFY(program.run({u"config"_qs, u"defaults"_qs}));
    QVERIFY2(program.exitCode() == 0, program.story());
    const QString file = program.file(u"defaults.toml"_qs, program.data());

    QVERIFY(program.run({u"config"_qs, u"show"_qs, u"--json"_qs, u"--config"_qs, file}));

    QVERIFY2(program.exitCode() == 0, program.story());
    const QJsonArray values = program.document()[u"values"_qs].toArray();
    QVERIFY(program.run({u"config"_qs, u"show"_qs, u"--json"_qs}));
    const QJsonArray plain = program.document()[u"values"_qs].toArray();
    QCOMPARE(values.size(), plain.size());
    for (qsizetype i = 0; i < values.size(); ++i)
        QCOMPARE(values[i][u"value"_qs], plain[i][u"value"_qs]);
}

void CliConfigTest::defaultsFollowThePreset()
{
    Test::Program program;
    program.setVariable(u"BREAKWATER_QUEUE_MAX_MESSAGES"_qs, u"7"_qs); // not a default

    QVERIFY(program.run({u"config"_qs, u"defaults"_qs, u"--preset"_qs, u"production"_qs}));

    QVERIFY2(program.exitCode() == 0, program.story());
    QVERIFY(program.data().contains("\nfailure_threshold = 10\n"));
    QVERIFY(program.data().contains("\nmax_messages = 1000\n"));
}

BREAKWATER_TEST(CliConfigTest)
#include "tst_cli_config.moc"
