// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/cli/program.h>
#include <tests/support/testmain.h>

#include <core/base/version.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class CliUsageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void helpGoesToStandardOutput_data();
    void helpGoesToStandardOutput();
    void versionIsTheBuildsOwn();
    void wrongArgumentsGetOneSentence_data();
    void wrongArgumentsGetOneSentence();
    void twoDashesEndTheOptions();
    void bytesThatAreNoTextAreRefused_data();
    void bytesThatAreNoTextAreRefused();
    void aFullDeviceIsNoSuccess();
};

void CliUsageTest::helpGoesToStandardOutput_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("contains");
    QTest::newRow("program") << QStringList{u"--help"_qs} << QByteArray("probe");
    QTest::newRow("short") << QStringList{u"-h"_qs} << QByteArray("Exit codes");
    QTest::newRow("probe") << QStringList{u"probe"_qs, u"--help"_qs} << QByteArray("--token-file");
    QTest::newRow("serve") << QStringList{u"serve"_qs, u"--help"_qs} << QByteArray("--echo");
    QTest::newRow("serve --fault")
        << QStringList{u"serve"_qs, u"--help"_qs} << QByteArray("half-open[/DURATION]");
    QTest::newRow("config") << QStringList{u"config"_qs, u"--help"_qs} << QByteArray("defaults");
    QTest::newRow("config show") << QStringList{u"config"_qs, u"show"_qs, u"--help"_qs}
                                 << QByteArray("--preset");
}

void CliUsageTest::helpGoesToStandardOutput()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, contains);
    Test::Program program;

    QVERIFY(program.run(arguments));

    QCOMPARE(program.exitCode(), std::optional<int>(0));
    QVERIFY2(program.data().contains(contains), program.data());
    QVERIFY(program.data().contains("Usage: breakwaterctl"));
    QCOMPARE(program.words(), QByteArray());
}

void CliUsageTest::versionIsTheBuildsOwn()
{
    Test::Program program;

    QVERIFY(program.run({u"--version"_qs}));

    QCOMPARE(program.exitCode(), std::optional<int>(0));
    QVERIFY2(program.data().startsWith("breakwaterctl (Breakwater) " + QByteArray(version) + '\n'),
             program.data());
}

void CliUsageTest::wrongArgumentsGetOneSentence_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *arguments, const char *says) {
        QTest::newRow(*arguments ? arguments : "nothing")
            << QString::fromLatin1(arguments) << QByteArray(says);
    };
    row("", "A verb is missing: probe, serve, watch or config");
    row("prob", "There is no verb 'prob'");
    row("--frobnicate", "There is no option '--frobnicate'");
    row("probe", "a URL, or --profile NAME");
    row("probe ws://h/ second", "The argument 'second' is one too many");
    row("probe ws://h/ --frobnicate", "There is no option '--frobnicate'");
    row("probe ws://h/ --for", "The option --for needs a value");
    row("probe ws://h/ --for soon", "--for: \u201csoon\u201d is not a length of time");
    row("probe ws://h/ --for 0s", "--for: it must be more than nothing");
    row("probe ws://h/ --for 1s --for 2s", "The option --for was given twice");
    row("probe ws://h/ --profile p", "exclude each other");
    row("probe ws://h/ --every 1s", "--every requires --send");
    row("probe ws://h/ --send x --every 1s --rate 1", "exclude each other");
    row("probe ws://h/ --send x --rate fast", "--rate: \u201cfast\u201d");
    row("probe ws://h/ --send x --rate -1", "--rate: \u201c-1\u201d");
    row("probe ws://h/ --send x --rate nan", "--rate: \u201cnan\u201d");
    row("probe ws://h/ --send @missing.txt", "--send: cannot read 'missing.txt'");
    row("probe ws://h/ --fail-on rain", "--fail-on: \u201crain\u201d");
    row("probe ws://h/ --cert c.pem", "--cert requires --key");
    row("probe ws://h/ --ca missing.pem", "--ca: cannot read 'missing.pem'");
    row("probe ws://h/ --header Oops", "--header: write it like");
    row("probe ws://h/ --header Host:x", "Host");
    row("probe ws://h/ --header-from-env A=NO_SUCH_VARIABLE", "NO_SUCH_VARIABLE");
    row("probe ws://h/ --token-file missing.txt", "--token-file: cannot read 'missing.txt'");
    row("probe ws://h/ --config missing.toml", "missing.toml");
    row("probe ws://h/ --preset fastest", "development, production, testing");
    row("probe http://h/", "must begin with ws:// or wss://");
    row("probe ws://", "host is missing");
    row("probe ws://h:99999/", "1 to 65535");
    row("probe --profile nobody", "nobody");
    row("serve", "--echo, --broadcast or --demo");
    row("watch", "What to watch is missing");
    row("watch ftp://h/", "ftp");
    row("watch ws://127.0.0.1:9/ --tier soon", "realtime, performance and aggregate");
    row("serve --echo --demo", "exclude each other");
    row("serve --echo --listen 8080", "write HOST:PORT");
    row("serve --echo --listen 0.0.0.0:0", "other machines could connect");
    row("serve --echo --cert c.pem", "--cert requires --key");
    row("config", "config show, check or defaults");
    row("config shoe", "There is no verb 'shoe'");
}

void CliUsageTest::wrongArgumentsGetOneSentence()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, says);
    Test::Program program;

    QVERIFY(program.run(arguments.split(u' ', Qt::SkipEmptyParts)));

    QVERIFY2(program.exitCode() == 2, program.story());
    QVERIFY2(program.words().contains(says), program.story());
    QVERIFY2(program.words().startsWith("breakwaterctl: "), program.story());
    QVERIFY2(program.words().count('\n') == 1, program.story());
    for (const char *twoEnds : {"..", "?."})
        QVERIFY2(!program.words().contains(twoEnds), program.story());
    QCOMPARE(program.data(), QByteArray());
}

void CliUsageTest::twoDashesEndTheOptions()
{
    Test::Program program;

    QVERIFY(program.run({u"probe"_qs, u"--"_qs, u"--json"_qs}));

    QVERIFY2(program.exitCode() == 2, program.story());
    QVERIFY2(program.words().contains("'--json' is not a WebSocket address"), program.story());
}

void CliUsageTest::bytesThatAreNoTextAreRefused_data()
{
    QTest::addColumn<QString>("arguments"); // as the shell reads them; $X is no UTF-8
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("apart") << u"--send \"$X\""_qs << QByteArray("breakwaterctl: --send: 'gr");
    QTest::newRow("joined") << u"--send=\"$X\""_qs << QByteArray("breakwaterctl: --send: 'gr");
    QTest::newRow("bare") << u"-- \"$X\""_qs << QByteArray("breakwaterctl: The argument 'gr");
}

void CliUsageTest::bytesThatAreNoTextAreRefused()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, says);
    QProcess shell; // QProcess itself speaks UTF-8 only
    const QString script = u"X=$(printf 'gr\\374\\337'); exec \"$0\" probe ws://127.0.0.1:9/ "_qs;

    shell.start(u"/bin/sh"_qs, {u"-c"_qs, script + arguments, QStringLiteral(BREAKWATERCTL)});

    QVERIFY(shell.waitForFinished(15'000));
    const QByteArray words = shell.readAllStandardError();
    QVERIFY2(shell.exitStatus() == QProcess::NormalExit && shell.exitCode() == 2, words);
    QVERIFY2(words.startsWith(says) && words.contains("' is not UTF-8 text."), words);
    QCOMPARE(shell.readAllStandardOutput(), QByteArray());
}

void CliUsageTest::aFullDeviceIsNoSuccess()
{
    Test::Program program;
    program.setStandardOutputFile(u"/dev/full"_qs);

    QVERIFY(program.run({u"--help"_qs}));

    QVERIFY2(program.exitCode() == 4, program.story());
    QVERIFY2(program.words().contains("No space left on device"), program.story());
}

BREAKWATER_TEST(CliUsageTest)
#include "tst_cli_usage.moc"
