// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/realtimesystem.h>
#include <core/net/transport.h>
#include <tests/support/recordinglistener.h>

#include <memory>

namespace Breakwater::Test {

//! The project's real transport, dialling a real server in real time.
class EchoClient final
{
public:
    //! Dials at once. An unusable URL ends the test program: the tests make their own.
    explicit EchoClient(const QString &url, const QString &caFile = {});

    //! What it said so far.
    RecordingListener &heard() { return m_heard; }
    bool isOpen() const { return m_transport->isOpen(); }
    Transport &transport() { return *m_transport; }

private:
    RealTimeSystem m_time;
    RecordingListener m_heard;
    std::unique_ptr<Transport> m_transport;
};

} // namespace Breakwater::Test
