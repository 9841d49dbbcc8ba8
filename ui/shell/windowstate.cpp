// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/windowstate.h>

#include <QtCore/QStandardPaths>
#include <QtWidgets/QMainWindow>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

namespace {

//! Raise it when docks or tool bars change: an old layout would misplace them.
constexpr int layoutVersion = 1;
constexpr double defaultSpan = 900;

} // namespace

WindowState::WindowState(const QString &path)
{
    if (!path.isEmpty())
        m_settings = std::make_unique<QSettings>(path, QSettings::IniFormat);
}

QVariant WindowState::value(const QString &key) const
{
    return m_settings ? m_settings->value(key) : QVariant();
}

void WindowState::setValue(const QString &key, const QVariant &value)
{
    if (m_settings)
        m_settings->setValue(key, value);
}

void WindowState::saveLayout(const QMainWindow &window)
{
    setValue(u"layout/version"_qs, layoutVersion);
    setValue(u"layout/geometry"_qs, window.saveGeometry());
    setValue(u"layout/state"_qs, window.saveState(layoutVersion));
}

bool WindowState::restoreLayout(QMainWindow &window)
{
    if (value(u"layout/version"_qs).toInt() != layoutVersion)
        return false;
    return window.restoreGeometry(value(u"layout/geometry"_qs).toByteArray())
        && window.restoreState(value(u"layout/state"_qs).toByteArray(), layoutVersion);
}

void WindowState::forgetLayout()
{
    if (m_settings)
        m_settings->remove(u"layout"_qs);
}

ThemeChoice WindowState::theme() const
{
    const QString name = value(u"view/theme"_qs).toString();
    return name == u"light"_qs ? ThemeChoice::Light
        : name == u"dark"_qs   ? ThemeChoice::Dark
                               : ThemeChoice::System;
}

void WindowState::setTheme(ThemeChoice choice)
{
    setValue(u"view/theme"_qs,
             choice == ThemeChoice::Light      ? u"light"_qs
                 : choice == ThemeChoice::Dark ? u"dark"_qs
                                               : u"system"_qs);
}

double WindowState::span() const
{
    const double seconds = value(u"view/span"_qs).toDouble();
    return seconds > 0 ? seconds : defaultSpan;
}

void WindowState::setSpan(double seconds)
{
    setValue(u"view/span"_qs, seconds);
}

QString WindowState::exportFolder() const
{
    const QString folder = value(u"export/folder"_qs).toString();
    return folder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                            : folder;
}

void WindowState::setExportFolder(const QString &folder)
{
    setValue(u"export/folder"_qs, folder);
}

} // namespace Breakwater::Ui
