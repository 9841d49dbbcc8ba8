// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/compactmode.h>

#include <QtWidgets/QMainWindow>

namespace Breakwater::Ui {

CompactMode::CompactMode(QMainWindow &window, std::vector<QWidget *> hidden)
    : QObject(&window), m_window(window)
{
    for (QWidget *const widget : hidden)
        m_parts.push_back({widget, false});
}

void CompactMode::set(bool compact)
{
    if (compact == m_isOn)
        return;
    m_isOn = compact;
    compact ? enter() : leave();
}

void CompactMode::enter()
{
    m_geometry = m_window.saveGeometry();
    m_minimum = m_window.minimumSize();
    for (Part &part : m_parts) {
        part.wasHidden = part.widget->isHidden();
        part.widget->hide();
    }
    // Changing the flags hides the window, and some window managers forget where it was.
    m_window.setWindowFlag(Qt::WindowStaysOnTopHint, true);
    m_window.show();
    // Only now: showing it makes what its parts needed a moment ago its least size.
    m_window.setMinimumSize(0, 0);
    m_window.resize(m_window.minimumSizeHint().expandedTo({m_minimum.width(), 0}));
}

void CompactMode::leave()
{
    for (const Part &part : m_parts)
        part.widget->setVisible(!part.wasHidden);
    m_window.setWindowFlag(Qt::WindowStaysOnTopHint, false);
    m_window.setMinimumSize(m_minimum);
    m_window.show();
    m_window.restoreGeometry(m_geometry);
}

} // namespace Breakwater::Ui
