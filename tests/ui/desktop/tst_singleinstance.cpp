// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/desktop/singleinstance.h>

#include <tests/support/signalrecorder.h>
#include <tests/support/testmain.h>

#include <QtCore/QTemporaryDir>

#include <thread>

using namespace Breakwater::App;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

class TestSingleInstance final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondHandsItsArgumentsOver();
    void firstOneIsFreeAgainAfterItsEnd();
    void nobodyAnswersWhereNobodyListens();
};

void TestSingleInstance::secondHandsItsArgumentsOver()
{
    const QTemporaryDir folder;
    SingleInstance first(folder.path());
    QVERIFY(first.becomeFirst());
    SignalRecorder received(&first, &SingleInstance::argumentsReceived);

    bool isFirst = true;
    bool isTaken = false;
    std::thread other([&] { // another process, in real life
        SingleInstance second(folder.path());
        isFirst = second.becomeFirst();
        isTaken = second.handOver({u"--url"_qs, u"ws://example.org/"_qs});
    });
    QTRY_COMPARE_WITH_TIMEOUT(received.size(), 1, 5000);
    other.join();

    QVERIFY(!isFirst);
    QVERIFY(isTaken);
    QCOMPARE(std::get<0>(received.at(0)), (QStringList{u"--url"_qs, u"ws://example.org/"_qs}));
}

void TestSingleInstance::firstOneIsFreeAgainAfterItsEnd()
{
    const QTemporaryDir folder;
    {
        SingleInstance first(folder.path());
        QVERIFY(first.becomeFirst());
    }

    SingleInstance next(folder.path());

    QVERIFY(next.becomeFirst());
}

void TestSingleInstance::nobodyAnswersWhereNobodyListens()
{
    const QTemporaryDir folder;
    const SingleInstance alone(folder.path());

    QVERIFY(!alone.handOver({u"--demo"_qs}));
}

BREAKWATER_TEST(TestSingleInstance)
#include "tst_singleinstance.moc"
