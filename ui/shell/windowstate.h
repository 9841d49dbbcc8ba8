// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/theme/theme.h>

#include <QtCore/QSettings>

#include <memory>

class QMainWindow;

namespace Breakwater::Ui {

//! What the window remembers from start to start: place, docks, theme, range, last export folder.
class WindowState final
{
public:
    //! An INI file of its own. Empty: nothing is remembered, nothing restored (pictures, tests).
    explicit WindowState(const QString &path);

    void saveLayout(const QMainWindow &window);
    //! False when there is nothing to restore, or it is of another version of the window.
    bool restoreLayout(QMainWindow &window);
    void forgetLayout();

    ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);
    //! Seconds.
    double span() const;
    void setSpan(double seconds);
    QString exportFolder() const;
    void setExportFolder(const QString &folder);

private:
    QVariant value(const QString &key) const;
    void setValue(const QString &key, const QVariant &value);

    std::unique_ptr<QSettings> m_settings; //!< null when nothing is remembered
};

} // namespace Breakwater::Ui
