// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QObject>
#include <QtCore/QSize>

#include <vector>

class QMainWindow;
class QWidget;

namespace Breakwater::Ui {

//! Shrinks the window to lamp and tiles, above all others, and back.
class CompactMode final : public QObject
{
    Q_OBJECT

public:
    //! `hidden` is what leaves the window meanwhile.
    CompactMode(QMainWindow &window, std::vector<QWidget *> hidden);

    void set(bool compact);
    bool isOn() const { return m_isOn; }

private:
    void enter();
    void leave();

    struct Part
    {
        QWidget *widget = nullptr;
        bool wasHidden = false;
    };

    QMainWindow &m_window;
    std::vector<Part> m_parts;
    QByteArray m_geometry;
    QSize m_minimum;
    bool m_isOn = false;
};

} // namespace Breakwater::Ui
