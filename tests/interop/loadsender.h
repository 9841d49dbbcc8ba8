// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/enginehost.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

#include <deque>
#include <vector>

namespace Breakwater::Test {

//! A program that sends JSON texts {"id": N, "pad": …} at a steady rate, each with its own explicit
//! id N = 0, 1, …; what a full queue refuses it sends again, with the same id, until it is taken.
class LoadSender final : public QObject
{
public:
    LoadSender(EngineHost &host, const SessionId &session, double perSecond);

    void start();
    //! Nothing new from now on; what was refused is still sent again.
    void stop() { m_isStopped = true; }
    //! Stopped, and the engine has taken everything.
    bool isSettled() const { return m_isStopped && m_unanswered == 0 && m_refused.empty(); }

    //! By N: the number that the engine gave it when it took it.
    const std::vector<std::optional<MessageId>> &accepted() const { return m_accepted; }
    //! How often the queue was full.
    std::int64_t refusals() const { return m_refusals; }
    //! Answers that a sender of critical messages should never get; empty: none.
    const QString &unexpected() const { return m_unexpected; }

private:
    void onTick();
    void onAnswered(const SendAnswer &answer);
    void post(std::uint64_t number);

    EngineHost &m_host;
    const SessionId m_session;
    const double m_perSecond;
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_allowance = 0;
    bool m_isStopped = false;
    int m_unanswered = 0;
    std::int64_t m_refusals = 0;
    std::deque<std::uint64_t> m_refused;
    std::vector<std::optional<MessageId>> m_accepted;
    QString m_unexpected;
};

} // namespace Breakwater::Test
