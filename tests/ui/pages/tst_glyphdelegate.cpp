// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/glyphdelegate.h>

#include <tests/support/testmain.h>

#include <QtGui/QStandardItemModel>
#include <QtWidgets/QListView>

using namespace Breakwater;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int numberRole = Qt::UserRole + 1;

//! Two rows with the same shape: a square in the palette's colour of texts.
struct Shown
{
    Shown()
    {
        for (const auto &text : {u"one"_qs, u"two"_qs}) {
            auto *const item = new QStandardItem(text);
            item->setData(7, numberRole);
            model.appendRow(item);
        }
        view.setModel(&model);
        view.setItemDelegate(&delegate);
        view.resize(200, 100);
        view.show();
        paint();
    }

    QImage paint() { return view.grab().toImage(); }
    void setInk(Qt::GlobalColor ink)
    {
        QPalette palette;
        palette.setColor(QPalette::Text, ink);
        view.setPalette(palette);
    }

    int made = 0;
    GlyphDelegate delegate{numberRole,
                           [this](int, const QPalette &palette) {
                               ++made;
                               QPixmap square(64, 64);
                               square.fill(palette.color(QPalette::Text));
                               return QIcon(square);
                           },
                           nullptr};
    QStandardItemModel model;
    QListView view;
};

bool hasColour(const QImage &picture, Qt::GlobalColor wanted)
{
    const QRgb colour = QColor(wanted).rgb();
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            if (picture.pixel(x, y) == colour)
                return true;
        }
    }
    return false;
}

} // namespace

class TestGlyphDelegate final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneShapeIsPaintedOnce();
    void anotherPaletteGivesOtherShapes();
    void aLargerFontGivesLargerShapes();
};

void TestGlyphDelegate::oneShapeIsPaintedOnce()
{
    Shown shown;

    shown.paint();

    QCOMPARE(shown.made, 1);
}

void TestGlyphDelegate::anotherPaletteGivesOtherShapes()
{
    Shown shown;
    shown.setInk(Qt::red);
    QVERIFY(hasColour(shown.paint(), Qt::red));

    shown.setInk(Qt::green);

    const QImage picture = shown.paint();
    QVERIFY(hasColour(picture, Qt::green));
    QVERIFY(!hasColour(picture, Qt::red));
}

void TestGlyphDelegate::aLargerFontGivesLargerShapes()
{
    Shown shown;
    const int before = shown.made;
    QFont large = shown.view.font();
    large.setPointSizeF(2 * large.pointSizeF());

    shown.view.setFont(large);
    shown.paint();

    QCOMPARE(shown.made, before + 1);
}

BREAKWATER_TEST(TestGlyphDelegate)
#include "tst_glyphdelegate.moc"
