// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/integration/hostfixture.h>
#include <tests/support/answerbook.h>
#include <tests/support/numberedmessages.h>
#include <tests/support/peerfleet.h>
#include <tests/support/servinghost.h>
#include <tests/support/snapshotdifference.h>
#include <tests/support/snapshotfaults.h>

#include <QtTest/QTest>

// What the tests of the classic suite (docs/testing.md) have in common.

namespace Breakwater::Test {

inline constexpr int patience = 30'000; // ms; only bounds a failing test

//! For a core that serves or dials: all tiers ten times a second, so that there is a frame to look
//! at soon, and delays short enough to wait for.
inline StabilityConfig classicConfig()
{
    StabilityConfig config = hurried();
    config.refresh.performance = std::chrono::milliseconds(100);
    config.refresh.aggregate = std::chrono::milliseconds(100);
    return config;
}

//! A message that answers() counts under this number.
inline SendMessage send(const QString &session, const QByteArray &payload,
                        std::uint64_t requestId = 0)
{
    return {{session}, {.payload = payload}, requestId};
}

} // namespace Breakwater::Test
