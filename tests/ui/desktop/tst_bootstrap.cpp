// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/bootstrap.h>
#include <app/quitsignals.h>

#include <tests/support/signalrecorder.h>
#include <tests/support/testmain.h>

#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>

#include <csignal>

using namespace Breakwater;
using namespace Breakwater::App;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestBootstrap final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsARuntimeFolderWithoutAWarning();
    void readsLengthsOfTime_data();
    void readsLengthsOfTime();
    void refusesOtherText_data();
    void refusesOtherText();
    void turnsASignalIntoAnEvent();
};

void TestBootstrap::readsLengthsOfTime_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("seconds");
    QTest::newRow("seconds") << u"10s"_qs << 10.0;
    QTest::newRow("bare") << u"10"_qs << 10.0;
    QTest::newRow("milliseconds") << u"250ms"_qs << 0.25;
    QTest::newRow("minutes") << u"5m"_qs << 300.0;
    QTest::newRow("min") << u"5min"_qs << 300.0;
    QTest::newRow("fraction") << u"1.5h"_qs << 5400.0;
    QTest::newRow("days") << u"2 d"_qs << 172'800.0;
}

void TestBootstrap::readsLengthsOfTime()
{
    QFETCH(QString, text);
    QFETCH(double, seconds);

    const auto length = parseDuration(text);

    QVERIFY(length);
    QCOMPARE(toSeconds(*length), seconds);
}

void TestBootstrap::refusesOtherText_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u""_qs, u"-1s"_qs, u"s"_qs, u"1w"_qs, u"1e9999s"_qs, u"10 s x"_qs,
                                u"99999999999999999999d"_qs})
        QTest::newRow(qPrintable(u"'%1'"_qs.arg(text))) << text;
}

void TestBootstrap::refusesOtherText()
{
    QFETCH(QString, text);

    QVERIFY(!parseDuration(text));
}

void TestBootstrap::turnsASignalIntoAnEvent()
{
    QuitSignals signals_;
    SignalRecorder wanted(&signals_, &QuitSignals::quitWanted);

    QCOMPARE(std::raise(SIGTERM), 0);

    QTRY_COMPARE_WITH_TIMEOUT(wanted.size(), 1, 5000);
}

void TestBootstrap::findsARuntimeFolderWithoutAWarning()
{
    const QByteArray before = qgetenv("XDG_RUNTIME_DIR");
    qunsetenv("XDG_RUNTIME_DIR");
    QTest::failOnWarning(QRegularExpression(u".*"_qs));

    const QString folder = standardPaths().runtime;

    before.isEmpty() ? qunsetenv("XDG_RUNTIME_DIR") : qputenv("XDG_RUNTIME_DIR", before);
    QVERIFY(QFileInfo(folder).isDir());
}

BREAKWATER_TEST(TestBootstrap)
#include "tst_bootstrap.moc"
