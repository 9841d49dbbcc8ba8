// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/integration/hostfixture.h>
#include <tests/support/signalrecorder.h>

namespace Breakwater::Test {

using Numbers = std::vector<std::uint64_t>;

inline StabilityConfig withOutbox(const QString &path)
{
    StabilityConfig config = hurried();
    config.delivery.outbox = path;
    config.queue.maxMessages = 100'000;
    return config;
}

inline SendMessage critical(std::uint64_t number)
{
    return {{QStringLiteral("orders")}, {.payload = QByteArray::number(quint64(number))}, number};
}

//! The final answers with that verdict.
inline Numbers answered(const SignalRecorder<const SendAnswer &> &answers, SendVerdict verdict)
{
    Numbers numbers;
    for (const auto &[answer] : answers.all()) {
        if (answer.outcome.verdict == verdict)
            numbers.push_back(answer.requestId);
    }
    return numbers;
}

//! The detail of the newest event with that title; null when there is none.
inline QString eventDetail(const EngineHost &host, const QString &title)
{
    QString detail;
    if (host.latest() && host.latest()->events) {
        for (const Event &event : *host.latest()->events)
            detail = event.title == title ? event.detail + u' ' : detail;
    }
    return detail;
}

} // namespace Breakwater::Test
