// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/engine/command.h>

#include <functional>
#include <set>

namespace Breakwater::App {

//! Whose settings the engine runs with: the user's own, or the demo's while the demo is alone. They
//! must not outlive it, or a real link would run with a preset made for trying things out.
class DemoSettings final
{
public:
    //! Reads the demo's settings anew.
    using Load = std::function<Expected<StabilityConfig>()>;

    //! `started`: the demo's settings, where the engine runs with them from the beginning.
    DemoSettings(const StabilityConfig &own, const std::optional<StabilityConfig> &started,
                 Load load);

    static SessionId demoSession() { return {QStringLiteral("demo")}; }

    //! What to post before StartDemo; nothing where other sessions run already.
    Expected<std::optional<ApplyConfig>> beforeDemo();
    //! What to post before `command`: the user's own settings, when it ends the demo or opens
    //! another session. Every other command goes by here too.
    std::optional<ApplyConfig> before(const EngineCommand &command);

    bool isAlone() const { return m_others.empty(); }
    bool areInForce() const { return m_demo.has_value(); }
    //! Of the settings that the engine runs with now.
    Preset preset() const { return m_demo ? m_demo->preset : m_own.preset; }

private:
    const StabilityConfig m_own;
    const Load m_load;
    std::optional<StabilityConfig> m_demo; //!< while it is in force
    std::set<SessionId> m_others;          //!< open sessions but the demo
};

} // namespace Breakwater::App
