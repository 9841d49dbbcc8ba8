// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/theme/theme.h>

#include <ui/theme/systemappearance.h>

#include <QtWidgets/QApplication>
#include <QtWidgets/QStyleFactory>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

struct Colours
{
    QRgb light;
    QRgb dark;
};

// Measured against the panel and the window behind it; tst_theme holds them to it.
Colours coloursOf(Role role)
{
    switch (role) {
    case Role::Healthy: return {0xff1c7c46, 0xff46b97a};
    case Role::Recovering: return {0xff8f6000, 0xfff0b429};
    case Role::Failing: return {0xffc4302b, 0xfff5716d};
    case Role::Unknown: return {0xff5f6b76, 0xff98a2ad};
    case Role::Accent: return {0xff1f66b0, 0xff62a8ea};
    case Role::SeriesA: return {0xff0f7268, 0xff52c7b5};
    case Role::SeriesB: return {0xff1f66b0, 0xff62a8ea};
    case Role::SeriesC: return {0xff8b3a97, 0xffd57bdc};
    case Role::SeriesD: return {0xff9a5500, 0xffe3a452};
    case Role::SeriesE: return {0xff5a7300, 0xffb5cf5a};
    case Role::Threshold: return {0xff8f6000, 0xffe0ac3a};
    case Role::Grid: return {0xffe1e5ea, 0xff343a43};
    case Role::DimText: return {0xff5a6672, 0xffa3adb8};
    case Role::Panel: return {0xffffffff, 0xff23272e};
    case Role::PanelBorder: return {0xffc9d0d8, 0xff3b424c};
    case Role::HealthyWash: return {0x181c7c46, 0x2046b97a};
    case Role::RecoveringWash: return {0x40f0b429, 0x38f0b429};
    case Role::FailingWash: return {0x28e0453f, 0x34f2635f};
    case Role::UnknownWash: return {0x205f6b76, 0x2898a2ad};
    }
    return {};
}

struct PaletteColours
{
    QColor window, text, base, alternate, button, dim, accent, link, highlightedText, shadow;
};

PaletteColours paletteColours(bool dark)
{
    const auto own = [dark](Role role) {
        const Colours colours = coloursOf(role);
        return QColor::fromRgba(dark ? colours.dark : colours.light);
    };
    if (dark) {
        return {.window = 0x1a1d22,
                .text = 0xe6e9ed,
                .base = 0x1f2329,
                .alternate = 0x252a31,
                .button = 0x2b3038,
                .dim = own(Role::DimText),
                .accent = 0x2f6fb0,
                .link = own(Role::Accent),
                .highlightedText = 0xffffff,
                .shadow = 0x0e1013};
    }
    return {.window = 0xf3f5f8,
            .text = 0x1b2129,
            .base = 0xffffff,
            .alternate = 0xf6f8fa,
            .button = 0xeceff3,
            .dim = own(Role::DimText),
            .accent = 0x1f66b0,
            .link = own(Role::Accent),
            .highlightedText = 0xffffff,
            .shadow = 0x8b949e};
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness()
        < palette.color(QPalette::WindowText).lightness();
}

QColor colour(Role role, const QPalette &palette)
{
    const Colours colours = coloursOf(role);
    return QColor::fromRgba(isDark(palette) ? colours.dark : colours.light);
}

Role roleOf(std::optional<BreakerState> state)
{
    if (!state)
        return Role::Unknown;
    switch (*state) {
    case BreakerState::Closed: return Role::Healthy;
    case BreakerState::Open: return Role::Failing;
    case BreakerState::HalfOpen: return Role::Recovering;
    }
    return Role::Unknown;
}

Role washOf(std::optional<BreakerState> state)
{
    if (!state)
        return Role::UnknownWash;
    switch (*state) {
    case BreakerState::Closed: return Role::HealthyWash;
    case BreakerState::Open: return Role::FailingWash;
    case BreakerState::HalfOpen: return Role::RecoveringWash;
    }
    return Role::UnknownWash;
}

QPalette themePalette(bool dark)
{
    const PaletteColours own = paletteColours(dark);
    QPalette palette(own.button, own.window);
    palette.setColor(QPalette::Window, own.window);
    palette.setColor(QPalette::Base, own.base);
    palette.setColor(QPalette::AlternateBase, own.alternate);
    palette.setColor(QPalette::ToolTipBase, own.base);
    palette.setColor(QPalette::Highlight, own.accent);
    palette.setColor(QPalette::HighlightedText, own.highlightedText);
    palette.setColor(QPalette::Link, own.link);
    palette.setColor(QPalette::LinkVisited, own.link);
    palette.setColor(QPalette::PlaceholderText, own.dim);
    palette.setColor(QPalette::Shadow, own.shadow);
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, own.text);
        palette.setColor(QPalette::Disabled, role, own.dim);
    }
    palette.setColor(QPalette::BrightText, Qt::white);
    return palette;
}

void applyTheme(QApplication &application, ThemeChoice choice)
{
    application.setStyle(QStyleFactory::create(u"Fusion"_s));
    application.setPalette(QPalette()); // the desktop's own again, so that it can be asked
    const bool dark = choice == ThemeChoice::System ? systemPrefersDark(application.palette())
                                                    : choice == ThemeChoice::Dark;
    application.setPalette(themePalette(dark));
}

} // namespace Breakwater::Ui
