// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/queuegauge.h>

#include <tests/support/testmain.h>
#include <tests/ui/widgets/pixels.h>
#include <ui/theme/theme.h>

#include <QtGui/QAccessible>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestQueueGauge final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fillsByShareAndWarnsByColour_data();
    void fillsByShareAndWarnsByColour();
    void hatchesWhatIsNotKnown();
    void speaksItsValue();
    void showsNoShareOfAnUnknownBound();
};

void TestQueueGauge::fillsByShareAndWarnsByColour_data()
{
    QTest::addColumn<int>("current");
    QTest::addColumn<Role>("role");
    QTest::addRow("empty") << 0 << Role::Grid;
    QTest::addRow("69 percent") << 690 << Role::Healthy;
    QTest::addRow("70 percent") << 700 << Role::Recovering;
    QTest::addRow("89 percent") << 899 << Role::Recovering;
    QTest::addRow("90 percent") << 900 << Role::Failing;
    QTest::addRow("full") << 1000 << Role::Failing;
    QTest::addRow("over") << 1200 << Role::Failing;
}

void TestQueueGauge::fillsByShareAndWarnsByColour()
{
    QFETCH(int, current);
    QFETCH(Role, role);
    QueueGauge gauge(u"Queue"_s);
    gauge.setReading(current, 1000);

    const QImage picture = pictureOf(gauge, {216, 80});

    // The bar is 200 x 11 pixels; the ticks take two columns.
    const QPalette palette = gauge.palette();
    for (const Role each : {Role::Healthy, Role::Recovering, Role::Failing}) {
        const double columns = pixelsOf(picture, colour(each, palette), 4) / 11.0;
        const double wanted = each == role ? std::min(current, 1000) / 1000.0 * 200 : 0;
        QVERIFY2(std::abs(columns - wanted) <= 4,
                 qPrintable(u"%1 columns, wanted %2"_s.arg(columns).arg(wanted)));
    }
}

void TestQueueGauge::hatchesWhatIsNotKnown()
{
    QueueGauge gauge(u"Queue"_s);
    gauge.setReading(500, 1000);
    const QColor green = colour(Role::Healthy, gauge.palette());
    QVERIFY(pixelsOf(pictureOf(gauge, {216, 80}), green, 4) > 500);

    gauge.setUnknown(95s);

    QCOMPARE(pixelsOf(pictureOf(gauge, {216, 80}), green, 4), 0);
    QVERIFY(!gauge.isKnown());
    QVERIFY(gauge.spokenName().contains(u"not known"_s));
    QVERIFY(!gauge.spokenValue());
}

void TestQueueGauge::speaksItsValue()
{
    QueueGauge gauge(u"Queue"_s);
    gauge.setReading(283, 1000);

    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(&gauge);

    QVERIFY(spoken);
    QCOMPARE(spoken->role(), QAccessible::ProgressBar);
    QCOMPARE(spoken->text(QAccessible::Name), u"Queue: 283 of 1000, 28.3\u202F%"_s);
    QVERIFY(spoken->valueInterface());
    QCOMPARE(spoken->valueInterface()->currentValue().toDouble(), 283.0);
    QCOMPARE(spoken->valueInterface()->maximumValue().toDouble(), 1000.0);
}

void TestQueueGauge::showsNoShareOfAnUnknownBound()
{
    QueueGauge gauge(u"Queue"_s);

    gauge.setReading(3, 0);

    QCOMPARE(gauge.spokenName(), u"Queue: 3"_s);
    QVERIFY(!gauge.spokenValue());
}

BREAKWATER_TEST(TestQueueGauge)
#include "tst_queuegauge.moc"
