// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

namespace Breakwater::Test {

//! A watched source as the engine would describe it: connected, without a frame yet, until told
//! otherwise.
class WatchedBuilder final
{
public:
    explicit WatchedBuilder(const QString &name, WatchKind kind = WatchKind::Stream)
    {
        m_source.id = {QString::fromUtf16(WatchedSource::prefix) + name};
        m_source.name = name;
        m_source.kind = kind;
        m_source.url = kind == WatchKind::Stream
            ? QStringLiteral("wss://%1.example/stream").arg(name)
            : QStringLiteral("https://%1.example/health/websocket").arg(name);
        m_source.connection = ConnectionState::Connected;
        m_source.period = std::chrono::seconds(kind == WatchKind::Stream ? 1 : 5);
    }

    WatchedBuilder &frame(const SnapshotPtr &frame, Duration age = {})
    {
        m_source.frame = frame;
        m_source.age = age;
        return *this;
    }
    WatchedBuilder &services(const ServiceBoard &board, Duration age = {})
    {
        m_source.services = std::make_shared<const ServiceBoard>(board);
        m_source.age = age;
        return *this;
    }
    WatchedBuilder &connection(ConnectionState state, const QString &detail = {})
    {
        m_source.connection = state;
        m_source.detail = detail;
        return *this;
    }
    WatchedBuilder &waiting(int attempt, Duration nextIn, const QString &detail = {})
    {
        m_source.attempt = attempt;
        m_source.nextAttemptIn = nextIn;
        return connection(ConnectionState::BackingOff, detail);
    }

    // NOLINTNEXTLINE(google-explicit-constructor): reads as the value it makes
    operator const WatchedSource &() const { return m_source; }

private:
    WatchedSource m_source;
};

} // namespace Breakwater::Test
