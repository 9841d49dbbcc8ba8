// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/watch/framebudget.h>
#include <core/watch/remotecore.h>
#include <core/watch/serviceledger.h>
#include <core/watch/streamframe.h>

#include <QtCore/QByteArray>

#include <optional>

namespace Breakwater {

//! What one stream sends, taken for what it is: a core's numbers, services, or words. Nothing it
//! sends is fatal. Pure.
class StreamIntake final
{
public:
    StreamIntake(const QString &name, MonotonicTime now) : m_core(name), m_services(now) { }

    struct Result
    {
        bool isFresh = false;       //!< it told something of itself
        bool isChange = false;      //!< worth showing at once
        QString remoteError;        //!< a sentence that it had not said before; else empty
        QString incompatible;       //!< why this stream cannot be read here; else empty
        bool beganSkipping = false; //!< the first frame of this link that was too much
    };
    Result take(const QByteArray &utf8, TimeSample at, std::optional<int> mostPerSecond);
    void opened(MonotonicTime now);
    void linkLost();
    void endPeriod(MonotonicTime now) { m_services.endPeriod(now); }

    RemoteCore &core() { return m_core; }
    std::shared_ptr<const ServiceBoard> services() const { return m_services.board(); }
    //! How often something fresh is to be expected.
    Duration period() const;
    //! What is odd about what it sends, in sentences; empty when nothing is.
    QString remarks(MonotonicTime now) const;

private:
    Result take(const StreamFrame &frame, TimeSample at);
    void take(const ServiceFrame &frame, TimeSample at, Result &result);
    void take(const RemoteError &error, TimeSample at, Result &result);

    RemoteCore m_core;
    ServiceLedger m_services;
    FrameBudget m_budget;
    std::uint64_t m_skippedBefore = 0; //!< on earlier links
    QString m_remoteError;
    MonotonicTime m_remoteErrorAt{};
    std::optional<MonotonicTime> m_errorToldAt;
    MonotonicTime m_readableAt{};  //!< the link opened, or something could be read
    bool m_sentUnreadable = false; //!< since then
};

} // namespace Breakwater
