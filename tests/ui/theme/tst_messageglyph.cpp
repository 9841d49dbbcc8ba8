// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/theme/messageglyph.h>

#include <tests/support/testmain.h>

#include <QtGui/QImage>
#include <QtGui/QPainter>

using namespace Breakwater;
using namespace Breakwater::Ui;

namespace {

constexpr int stateCount = static_cast<int>(MessageState::Abandoned) + 1;

QImage painted(int state, bool dark, int size)
{
    const QPalette palette = themePalette(dark);
    QImage image(size, size, QImage::Format_RGB32);
    image.fill(colour(Role::Panel, palette));
    QPainter painter(&image);
    paintMessageGlyph(painter, image.rect(), static_cast<MessageState>(state), palette);
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

class MessageGlyphTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statesDifferWithoutColour_data();
    void statesDifferWithoutColour();
    void onlyConfirmedIsGreen();
    void iconsPaintWhatTheGlyphIs();
};

void MessageGlyphTest::statesDifferWithoutColour_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<int>("size");
    for (const int size : {14, 32}) {
        QTest::addRow("light %d", size) << false << size;
        QTest::addRow("dark %d", size) << true << size;
    }
}

void MessageGlyphTest::statesDifferWithoutColour()
{
    QFETCH(bool, dark);
    QFETCH(int, size);

    for (int i = 0; i < stateCount; ++i)
        for (int j = i + 1; j < stateCount; ++j) {
            const double share = difference(painted(i, dark, size), painted(j, dark, size));
            QVERIFY2(share >= 0.05,
                     qPrintable(QStringLiteral("%1 and %2: %3").arg(i).arg(j).arg(share)));
        }
}

void MessageGlyphTest::onlyConfirmedIsGreen()
{
    for (int i = 0; i < stateCount; ++i) {
        const auto state = static_cast<MessageState>(i);
        QCOMPARE(roleOf(state) == Role::Healthy, state == MessageState::Confirmed);
    }
}

void MessageGlyphTest::iconsPaintWhatTheGlyphIs()
{
    const QIcon icon = messageIcon(MessageState::Failed, themePalette(false));

    const QImage image = icon.pixmap(QSize(32, 32), 1.0).toImage();

    QVERIFY(image.pixelColor(16, 3).alpha() > 200);
    QVERIFY(image.pixelColor(16, 3).red() > image.pixelColor(16, 3).green());
}

BREAKWATER_TEST(MessageGlyphTest)
#include "tst_messageglyph.moc"
