// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/linedelegate.h>

#include <tests/support/testmain.h>
#include <ui/pages/logview.h>

#include <QtGui/QImage>
#include <QtGui/QStandardItemModel>

#include <optional>

using namespace Breakwater;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

namespace {

struct Look
{
    Qt::LayoutDirection direction = Qt::LeftToRight;
    std::optional<Qt::Alignment> alignment;
    bool isEnabled = true;
};

//! A table of two columns, as painted with this delegate.
QImage pictureOf(QAbstractItemDelegate *delegate, const QStringList &texts, const Look &look)
{
    QStandardItemModel model;
    for (const QString &text : texts) {
        model.appendRow({new QStandardItem(text), new QStandardItem(u"x"_qs)});
        if (look.alignment)
            model.item(model.rowCount() - 1)->setTextAlignment(*look.alignment);
    }
    LogView view;
    view.setEnabled(look.isEnabled);
    view.setLayoutDirection(look.direction);
    view.setModel(&model);
    view.setItemDelegate(delegate);
    view.setColumnWidth(0, 120);
    view.resize(300, 200);
    view.show();
    return view.grab().toImage();
}

} // namespace

Q_DECLARE_METATYPE(Look)

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
    QTest::addColumn<Look>("look");
    QTest::newRow("short") << u"Connected"_qs << Look();
    QTest::newRow("nothing") << QString() << Look();
    QTest::newRow("too long") << u"failure rate 52.4 % in the last 10 s"_qs << Look();
    QTest::newRow("arrow") << u"CLOSED → OPEN"_qs << Look();
    QTest::newRow("an ampersand") << u"this & that"_qs << Look();
    QTest::newRow("from right to left") << u"Connected"_qs << Look{.direction = Qt::RightToLeft};
    const Qt::Alignment right = Qt::AlignRight | Qt::AlignVCenter;
    QTest::newRow("a number at the right") << u"1 204"_qs << Look{.alignment = right};
    QTest::newRow("a number from right to left")
        << u"1204"_qs << Look{.direction = Qt::RightToLeft, .alignment = right};
    QTest::newRow("disabled") << u"Connected"_qs << Look{.isEnabled = false};
}

void TestLineDelegate::looksLikeTheStylesOwnWay()
{
    QFETCH(QString, text);
    QFETCH(Look, look);
    QStyledItemDelegate usual;
    LineDelegate quick;
    const QStringList texts{u"first"_qs, text, u"last"_qs};

    const QImage expected = pictureOf(&usual, texts, look);
    const QImage actual = pictureOf(&quick, texts, look);

    QVERIFY(actual == expected);
}

BREAKWATER_TEST(TestLineDelegate)
#include "tst_linedelegate.moc"
