// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/theme/stateglyph.h>
#include <ui/theme/theme.h>

#include <tests/support/testmain.h>

#include <QtGui/QImage>
#include <QtGui/QPainter>

using namespace Breakwater;
using namespace Breakwater::Ui;

namespace {

const std::array<std::optional<BreakerState>, 4> states{
    BreakerState::Closed, BreakerState::HalfOpen, BreakerState::Open, std::nullopt};

QImage painted(std::optional<BreakerState> state, bool dark, int size)
{
    const QPalette palette = themePalette(dark);
    QImage image(size, size, QImage::Format_RGB32);
    image.fill(colour(Role::Panel, palette));
    QPainter painter(&image);
    paintStateGlyph(painter, image.rect(), state, palette);
    return image;
}

//! Share of pixels that differ by more than 24 of 255 greys.
double difference(const QImage &a, const QImage &b)
{
    int different = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            different += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))) > 24 ? 1 : 0;
    return static_cast<double>(different) / (a.width() * a.height());
}

} // namespace

class StateGlyphTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statesDifferWithoutColour_data();
    void statesDifferWithoutColour();
    void iconsAreSharpAtAnySize();
    void severitiesHaveShapes();
};

void StateGlyphTest::statesDifferWithoutColour_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<int>("size");
    for (const int size : {16, 22, 64, 128}) {
        QTest::addRow("light %d", size) << false << size;
        QTest::addRow("dark %d", size) << true << size;
    }
}

void StateGlyphTest::statesDifferWithoutColour()
{
    QFETCH(bool, dark);
    QFETCH(int, size);

    for (std::size_t i = 0; i < states.size(); ++i)
        for (std::size_t j = i + 1; j < states.size(); ++j) {
            const double share
                = difference(painted(states[i], dark, size), painted(states[j], dark, size));
            QVERIFY2(share >= 0.15, qPrintable(QString::number(share)));
        }
}

void StateGlyphTest::iconsAreSharpAtAnySize()
{
    const QIcon icon = stateIcon(BreakerState::Open, themePalette(false));

    QVERIFY(!icon.isNull());
    QVERIFY(icon.availableSizes().contains(QSize(64, 64)));
    for (const int size : {16, 48, 300}) {
        const QPixmap pixmap = icon.pixmap(QSize(size, size), 2.0);
        QCOMPARE(pixmap.size(), QSize(2 * size, 2 * size));
        QVERIFY(pixmap.toImage().pixelColor(size, size / 3).alpha() > 0);
    }
}

void StateGlyphTest::severitiesHaveShapes()
{
    const QPalette palette = themePalette(false);
    const auto image = [&](Severity severity) {
        return severityIcon(severity, palette).pixmap(32, 32).toImage();
    };

    QVERIFY(image(Severity::Info) != image(Severity::Warning));
    QVERIFY(image(Severity::Warning) != image(Severity::Error));
}

BREAKWATER_TEST(StateGlyphTest)
#include "tst_stateglyph.moc"
