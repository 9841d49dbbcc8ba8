// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QObject>

namespace Breakwater::Ui {

class Actions;
class TimeView;

//! Carries out the actions about time: pause, zoom, pan, ranges, crosshair.
class TimeActions final : public QObject
{
    Q_OBJECT

public:
    TimeActions(TimeView &view, const Actions &actions, QObject *parent = nullptr);

Q_SIGNALS:
    void said(const QString &sentence);

private:
    void onLive(bool live);
    void nextCrossMode();

    TimeView &m_view;
    const Actions &m_actions;
};

} // namespace Breakwater::Ui
