// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/stabilityconfig.h>
#include <core/history/sourcehistory.h>
#include <core/net/acceptor.h>
#include <core/snapshot/snapshot.h>

#include <memory>

namespace Breakwater {

//! Publishes the core's frames to whoever subscribed: subprotocol `breakwater.metrics.v1`, see
//! docs/protocol.md. Slow subscribers get fewer, newer frames; the backlog of each is bounded.
//! Lives on the worker thread.
class MetricsStream final
{
public:
    static constexpr char16_t subprotocol[] = u"breakwater.metrics.v1";
    static constexpr char16_t path[] = u"/stream";

    MetricsStream(const StabilityConfig &config, TimeSystem &time);
    ~MetricsStream();

    //! A client that asked for the path or the subprotocol.
    void adopt(const IncomingRequest &request, const AcceptorListener::Adopt &adopt);
    //! Every frame that the core makes, in order. Transitions and events that are new in it go out
    //! at once, apart from the tiers.
    void publish(const SnapshotPtr &frame);
    void configure(const StabilityConfig &config);
    //! Of everything together, for the commands that ask for the past. Only looked at, and must
    //! outlive this; null: there is none, and the answers say so.
    void setHistory(const SourceHistory *history);
    //! Says goodbye to all.
    void closeAll(int code, const QString &reason);
    //! Without a word. Not from within a call to this stream.
    void breakAll();

    std::int64_t subscribers() const;
    //! Frames that were never sent because their receiver was slow; also of those that left.
    std::uint64_t framesSkipped() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater
