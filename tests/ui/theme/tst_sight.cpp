// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/theme/sight.h>

#include <tests/support/testmain.h>

#include <QtWidgets/QStackedWidget>

using namespace Breakwater;
using namespace Breakwater::Ui;

class TestSight final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsOutOfSightBeforeTheWindowIsShown();
    void onlyThePageBehindIsOutOfSight();
};

void TestSight::nothingIsOutOfSightBeforeTheWindowIsShown()
{
    QStackedWidget window;
    auto *const front = new QWidget;
    auto *const back = new QWidget;
    window.addWidget(front);
    window.addWidget(back);

    QVERIFY(!isOutOfSight(window));
    QVERIFY(!isOutOfSight(*front));
    QVERIFY(!isOutOfSight(*back));
}

void TestSight::onlyThePageBehindIsOutOfSight()
{
    QStackedWidget window;
    auto *const front = new QWidget;
    auto *const back = new QWidget;
    window.addWidget(front);
    window.addWidget(back);
    window.show();

    QVERIFY(!isOutOfSight(*front));
    QVERIFY(isOutOfSight(*back));
    window.setCurrentWidget(back);
    QVERIFY(isOutOfSight(*front));
    QVERIFY(!isOutOfSight(*back));
}

BREAKWATER_TEST(TestSight)
#include "tst_sight.moc"
