// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/steadylabel.h>

#include <tests/support/testmain.h>
#include <tests/ui/widgets/pixels.h>

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

namespace {

//! Counts how often its layout is made anew.
class Row final : public QWidget
{
public:
    Row() : label(new SteadyLabel(this))
    {
        auto *const layout = new QHBoxLayout(this);
        layout->addWidget(label);
        layout->addStretch(1);
        resize(400, 40);
        show();
    }

    void tell(const QString &text)
    {
        label->tell(text);
        QCoreApplication::processEvents();
    }

    SteadyLabel *label;
    int layouts = 0;

protected:
    bool event(QEvent *event) override
    {
        layouts += event->type() == QEvent::LayoutRequest ? 1 : 0;
        return QWidget::event(event);
    }
};

} // namespace

class TestSteadyLabel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsWithoutBeingLaidOutAnew();
    void hasRoomForALongerText();
    void keepsItsPlaceAfterHavingBeenEmpty();
};

void TestSteadyLabel::countsWithoutBeingLaidOutAnew()
{
    Row row;
    row.tell(u"up 1 s"_qs);
    const int before = row.layouts;

    row.tell(u"up 2 s"_qs);
    row.tell(u"up 3 s"_qs);

    QCOMPARE(row.label->text(), u"up 3 s"_qs);
    QCOMPARE(row.layouts, before);
}

void TestSteadyLabel::hasRoomForALongerText()
{
    Row row;
    row.tell(u"up 1 s"_qs);
    const int before = row.layouts;
    const int narrow = row.label->width();

    row.tell(u"Reconnecting — next attempt in 12 s"_qs);
    QVERIFY(row.layouts > before);
    QVERIFY(row.label->width() >= row.label->sizeHint().width());
    row.tell(u"up 1 s"_qs);

    QCOMPARE(row.label->width(), narrow);
}

void TestSteadyLabel::keepsItsPlaceAfterHavingBeenEmpty()
{
    Row row;
    row.label->setIndent(40);
    row.tell(QString());
    row.tell(u"● LIVE"_qs);

    const int first = firstDrawnColumn(row.label->grab().toImage());

    QVERIFY2(first >= 40 && first < 48, qPrintable(QString::number(first)));
    QVERIFY(row.label->width() >= 40 + row.label->fontMetrics().horizontalAdvance(u"● LIVE"_qs));
}

BREAKWATER_TEST(TestSteadyLabel)
#include "tst_steadylabel.moc"
