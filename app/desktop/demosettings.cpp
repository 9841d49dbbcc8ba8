// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/desktop/demosettings.h>

#include <ui/models/snapshotfeed.h>

namespace Breakwater::App {

namespace {

std::optional<SessionId> openedBy(const EngineCommand &command)
{
    if (const auto *const session = std::get_if<OpenSession>(&command))
        return session->id;
    if (const auto *const watch = std::get_if<OpenWatch>(&command))
        return watch->target.id;
    return std::nullopt;
}

} // namespace

DemoSettings::DemoSettings(const StabilityConfig &own,
                           const std::optional<StabilityConfig> &started, Load load)
    : m_own(own), m_load(std::move(load)), m_demo(started)
{ }

Expected<std::optional<ApplyConfig>> DemoSettings::beforeDemo()
{
    if (m_demo || !isAlone())
        return std::nullopt;
    auto loaded = m_load();
    if (!loaded)
        return Unexpected<>(loaded.error());
    m_demo = *loaded;
    return ApplyConfig{*loaded};
}

std::optional<ApplyConfig> DemoSettings::before(const EngineCommand &command)
{
    const std::optional<SessionId> open = openedBy(command);
    const auto *const close = std::get_if<CloseSession>(&command);
    if (open && (*open == demoSession() || Ui::SnapshotFeed::isTest(*open)))
        return std::nullopt;
    if (open)
        m_others.insert(*open);
    if (close)
        m_others.erase(close->id);
    const bool isEnd = open || (close && close->id == demoSession());
    if (!isEnd || !m_demo)
        return std::nullopt;
    m_demo.reset();
    return ApplyConfig{m_own};
}

} // namespace Breakwater::App
