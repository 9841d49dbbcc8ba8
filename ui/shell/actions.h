// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QObject>

#include <array>
#include <vector>

class QAction;
class QKeyEvent;
class QWidget;

namespace Breakwater::Ui {

struct ShortcutGroup;

//! Everything that the window can be told to do.
enum class Do {
    NewConnection,
    StartDemo,
    Export,
    Quit,
    Reconnect,
    EditProfile,
    Disconnect,
    ShowOverview,
    ShowMessages,
    ShowServices,
    ShowClients,
    Pause,
    GoLive,
    ZoomIn,
    ZoomOut,
    ZoomBack,
    ResetRange,
    PanBack,
    PanOn,
    Range1,
    Range2,
    Range3,
    Range4,
    Range5,
    Range6,
    CustomRange,
    CrossMode,
    Compact,
    FullScreen,
    ResetLayout,
    ForceOpen,
    ForceClosed,
    ClearOverride,
    ResetBreaker,
    Find,
    FilterLog,
    Compose,
    Shortcuts,
    About,
};
inline constexpr int doCount = static_cast<int>(Do::About) + 1;

//! The window's actions with their words and keys.
//!
//! Keys without modifiers (Space, arrows, digits …) are no shortcuts of Qt's, because those would
//! be taken away from buttons, lists and text fields: they reach the window only when nobody below
//! wanted them, and bareAction() says what they mean.
class Actions final : public QObject
{
    Q_OBJECT

public:
    explicit Actions(QWidget *window);

    QAction *operator[](Do what) const { return m_actions[static_cast<std::size_t>(what)]; }
    //! Null when the key means nothing.
    QAction *bareAction(const QKeyEvent &event) const;
    //! All keys, for the sheet.
    std::vector<ShortcutGroup> sheet() const;

private:
    std::array<QAction *, doCount> m_actions{};
};

} // namespace Breakwater::Ui
