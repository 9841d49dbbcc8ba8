// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/theme/theme.h>

#include <tests/support/testmain.h>

#include <QtWidgets/QApplication>
#include <QtWidgets/QStyle>

#include <cmath>

using namespace Breakwater;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

//! As WCAG 2 defines it.
double contrast(const QColor &a, const QColor &b)
{
    const double one = luminance(a);
    const double other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

QColor over(const QColor &wash, const QColor &ground)
{
    const auto mix = [&](double top, double bottom) {
        return top * wash.alphaF() + bottom * (1 - wash.alphaF());
    };
    return QColor::fromRgbF(static_cast<float>(mix(wash.redF(), ground.redF())),
                            static_cast<float>(mix(wash.greenF(), ground.greenF())),
                            static_cast<float>(mix(wash.blueF(), ground.blueF())));
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textColoursAreLegible_data();
    void textColoursAreLegible();
    void linesShowOnEveryBand_data() { bothThemes(); }
    void linesShowOnEveryBand();
    void paletteTextIsLegible_data() { bothThemes(); }
    void paletteTextIsLegible();
    void darkIsSeenFromThePalette();
    void applyingAThemeSwitchesLive();

private:
    static void bothThemes();
};

void ThemeTest::bothThemes()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void ThemeTest::textColoursAreLegible_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<int>("role");
    for (const bool dark : {false, true})
        for (const Role role : {Role::Healthy, Role::Recovering, Role::Failing, Role::Unknown,
                                Role::Accent, Role::SeriesA, Role::SeriesB, Role::SeriesC,
                                Role::SeriesD, Role::SeriesE, Role::Threshold, Role::DimText})
            QTest::addRow("%s %d", dark ? "dark" : "light", static_cast<int>(role))
                << dark << static_cast<int>(role);
}

void ThemeTest::textColoursAreLegible()
{
    QFETCH(bool, dark);
    QFETCH(int, role);
    const QPalette palette = themePalette(dark);
    const QColor text = colour(static_cast<Role>(role), palette);

    QVERIFY2(contrast(text, colour(Role::Panel, palette)) >= 4.5, "on panels");
    QVERIFY2(contrast(text, palette.color(QPalette::Window)) >= 4.5, "on the window");
    QVERIFY2(contrast(text, palette.color(QPalette::Base)) >= 4.5, "in lists");
    QVERIFY2(contrast(text, palette.color(QPalette::AlternateBase)) >= 4.5, "in striped lists");
}

void ThemeTest::linesShowOnEveryBand()
{
    QFETCH(bool, dark);
    const QPalette palette = themePalette(dark);

    for (const Role wash :
         {Role::HealthyWash, Role::RecoveringWash, Role::FailingWash, Role::UnknownWash}) {
        const QColor ground = over(colour(wash, palette), colour(Role::Panel, palette));
        for (const Role line : {Role::SeriesA, Role::SeriesB, Role::SeriesC, Role::SeriesD,
                                Role::SeriesE, Role::Failing, Role::Threshold, Role::Recovering})
            QVERIFY(contrast(colour(line, palette), ground) >= 3);
    }
}

void ThemeTest::paletteTextIsLegible()
{
    QFETCH(bool, dark);
    const QPalette palette = themePalette(dark);

    using Pair = std::pair<QPalette::ColorRole, QPalette::ColorRole>;
    for (const auto &[text, ground] :
         {Pair{QPalette::WindowText, QPalette::Window}, Pair{QPalette::Text, QPalette::Base},
          Pair{QPalette::ButtonText, QPalette::Button},
          Pair{QPalette::HighlightedText, QPalette::Highlight},
          Pair{QPalette::ToolTipText, QPalette::ToolTipBase},
          Pair{QPalette::PlaceholderText, QPalette::Base}, Pair{QPalette::Link, QPalette::Window}})
        QVERIFY(contrast(palette.color(text), palette.color(ground)) >= 4.5);
}

void ThemeTest::darkIsSeenFromThePalette()
{
    QVERIFY(isDark(themePalette(true)));
    QVERIFY(!isDark(themePalette(false)));
    QVERIFY(colour(Role::Panel, themePalette(true)) != colour(Role::Panel, themePalette(false)));
}

void ThemeTest::applyingAThemeSwitchesLive()
{
    applyTheme(*qApp, ThemeChoice::Dark);
    QVERIFY(isDark(QApplication::palette()));
    QCOMPARE(QApplication::style()->name(), u"fusion"_s);

    applyTheme(*qApp, ThemeChoice::Light);
    QVERIFY(!isDark(QApplication::palette()));

    applyTheme(*qApp, ThemeChoice::System); // no portal here: takes the platform's palette
}

BREAKWATER_TEST(ThemeTest)
#include "tst_theme.moc"
