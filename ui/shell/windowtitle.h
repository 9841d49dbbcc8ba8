// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <QtCore/QObject>
#include <QtGui/QIcon>

#include <functional>
#include <optional>

class QWidget;

namespace Breakwater::Ui {

class SnapshotFeed;

//! Title and icon of the window tell the worst breaker, of our own links and of what is watched:
//! "HALF-OPEN — prod-eu — Breakwater".
class WindowTitle final : public QObject
{
    Q_OBJECT

public:
    WindowTitle(SnapshotFeed &feed, QWidget &window);

    //! The program's icon with the state's shape in its corner.
    static QIcon icon(std::optional<BreakerState> state, const QPalette &palette);

private:
    void follow();
    void showIcon(const QString &name, const std::function<QIcon()> &make);
    const SessionSnapshot *worst() const;

    SnapshotFeed &m_feed;
    QWidget &m_window;
    QString m_shown; //!< the icon's name; empty: none yet
};

} // namespace Breakwater::Ui
