// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/enginehost.h>

#include <QtCore/QObject>

#include <map>
#include <vector>

namespace Breakwater::Test {

//! What became of the sendings of one engine or hub, by verdict: the numbers of the requests, in
//! order of the answers.
class AnswerBook final
{
public:
    //! `Host`: EngineHost or Hub.
    template <class Host> explicit AnswerBook(const Host &host)
    {
        QObject::connect(&host, &Host::sendAnswered, &m_context, [this](const SendAnswer &answer) {
            m_requests[answer.outcome.verdict].push_back(answer.requestId);
            ++m_count;
        });
    }

    std::vector<std::uint64_t> requests(SendVerdict verdict) const
    {
        const auto found = m_requests.find(verdict);
        return found == m_requests.end() ? std::vector<std::uint64_t>() : found->second;
    }
    int count(SendVerdict verdict) const { return static_cast<int>(requests(verdict).size()); }
    int count() const { return m_count; }

    //! `first` to `last`, to compare requests() with.
    static std::vector<std::uint64_t> numbers(std::uint64_t first, std::uint64_t last)
    {
        std::vector<std::uint64_t> result;
        for (std::uint64_t number = first; number <= last; ++number)
            result.push_back(number);
        return result;
    }

private:
    std::map<SendVerdict, std::vector<std::uint64_t>> m_requests;
    int m_count = 0;
    QObject m_context; // goes first: nothing is written into a book that is gone
};

} // namespace Breakwater::Test
