// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QString>

#include <optional>

namespace Breakwater::Simulation {

//! The first invariant that was broken in a run; what follows is mostly its echo.
class Findings final
{
public:
    struct Finding
    {
        const char *invariant = ""; //!< "I1" … as page 7 of the specification numbers them
        QString sentence;
    };

    void add(const char *invariant, const QString &sentence)
    {
        if (!m_first)
            m_first = Finding{invariant, sentence};
    }
    //! Numbers that have to be the same.
    void compare(const char *invariant, const char *what, std::int64_t ofTheCore, std::int64_t own)
    {
        if (ofTheCore != own) [[unlikely]]
            add(invariant,
                QStringLiteral("%1: the core says %2, it is %3")
                    .arg(QLatin1StringView(what))
                    .arg(ofTheCore)
                    .arg(own));
    }
    const std::optional<Finding> &first() const { return m_first; }

private:
    std::optional<Finding> m_first;
};

} // namespace Breakwater::Simulation
