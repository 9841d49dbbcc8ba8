// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/message.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

QLatin1StringView toString(SendVerdict verdict)
{
    switch (verdict) {
    case SendVerdict::Accepted: return "accepted"_L1;
    case SendVerdict::Pending: return "pending"_L1;
    case SendVerdict::Duplicate: return "duplicate"_L1;
    case SendVerdict::QueueFull: return "queue_full"_L1;
    case SendVerdict::TooLarge: return "too_large"_L1;
    case SendVerdict::ShuttingDown: return "shutting_down"_L1;
    case SendVerdict::Invalid: return "invalid"_L1;
    case SendVerdict::LinkDown: return "link_down"_L1;
    case SendVerdict::StoreFailed: return "store_failed"_L1;
    }
    Q_UNREACHABLE();
}

} // namespace Breakwater
