// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/linedelegate.h>

#include <tests/support/testmain.h>
#include <ui/pages/logview.h>

#include <QtGui/QImage>
#include <QtGui/QStandardItemModel>

using namespace Breakwater;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

namespace {

//! A table of two columns, as painted with this delegate.
QImage pictureOf(QAbstractItemDelegate *delegate, const QStringList &texts,
                 Qt::LayoutDirection direction)
{
    QStandardItemModel model;
    for (const QString &text : texts)
        model.appendRow({new QStandardItem(text), new QStandardItem(u"x"_qs)});
    LogView view;
    view.setLayoutDirection(direction);
    view.setModel(&model);
    view.setItemDelegate(delegate);
    view.setColumnWidth(0, 120);
    view.resize(300, 200);
    view.show();
    return view.grab().toImage();
}

} // namespace

class TestLineDelegate final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksLikeTheStylesOwnWay_data();
    void looksLikeTheStylesOwnWay();
};

void TestLineDelegate::looksLikeTheStylesOwnWay_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::newRow("short") << u"Connected"_qs << Qt::LeftToRight;
    QTest::newRow("nothing") << QString() << Qt::LeftToRight;
    QTest::newRow("too long") << u"failure rate 52.4 % in the last 10 s"_qs << Qt::LeftToRight;
    QTest::newRow("arrow") << u"CLOSED → OPEN"_qs << Qt::LeftToRight;
    QTest::newRow("an ampersand") << u"this & that"_qs << Qt::LeftToRight;
    QTest::newRow("from right to left") << u"Connected"_qs << Qt::RightToLeft;
}

void TestLineDelegate::looksLikeTheStylesOwnWay()
{
    QFETCH(QString, text);
    QFETCH(Qt::LayoutDirection, direction);
    QStyledItemDelegate usual;
    LineDelegate quick;
    const QStringList texts{u"first"_qs, text, u"last"_qs};

    const QImage expected = pictureOf(&usual, texts, direction);
    const QImage actual = pictureOf(&quick, texts, direction);

    QVERIFY(actual == expected);
}

BREAKWATER_TEST(TestLineDelegate)
#include "tst_linedelegate.moc"
