// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/enginehealth.h>

#include <core/engine/engine.h>

namespace Breakwater {

EngineHealth::EngineHealth(const StabilityConfig &config, TimeSystem &time) : m_server(time)
{
    if (!config.http.listen)
        return;
    if (const auto port = m_server.start(config); !port)
        m_trouble = port.error();
}

std::optional<Error> EngineHealth::tell(Engine &engine) const
{
    const QString source = QStringLiteral("health");
    for (const QString &warning : m_server.warnings())
        engine.say(Severity::Warning, source, QStringLiteral("Health is served"), warning);
    if (m_trouble)
        engine.say(Severity::Error, source, QStringLiteral("Health is not served"),
                   m_trouble->message);
    else if (!m_server.url().isEmpty())
        engine.say(Severity::Info, source, QStringLiteral("Health is served"), m_server.url());
    return m_trouble;
}

} // namespace Breakwater
