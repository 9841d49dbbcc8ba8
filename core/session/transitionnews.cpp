// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/transitionnews.h>

namespace Breakwater {

namespace {

Severity severityOf(BreakerState state)
{
    switch (state) {
    case BreakerState::Open: return Severity::Error;
    case BreakerState::HalfOpen: return Severity::Warning;
    case BreakerState::Closed: return Severity::Info;
    }
    Q_UNREACHABLE();
}

QString shown(BreakerState state)
{
    return QString(toString(state)).replace(u'_', u'-').toUpper();
}

} // namespace

TransitionNews newsOf(const BreakerTransition &transition)
{
    return {.severity = severityOf(transition.to),
            .title = shown(transition.from) + QStringLiteral(" → ") + shown(transition.to)};
}

} // namespace Breakwater
