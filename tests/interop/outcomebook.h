// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/enginehost.h>

#include <QtCore/QTimer>

#include <unordered_map>

namespace Breakwater::Test {

//! What the engine says became of each message with an explicit id, gathered from its journal page
//! by page, often enough that nothing leaves the journal unseen.
class OutcomeBook final : public QObject
{
public:
    struct Outcome
    {
        MessageState state = MessageState::Queued;
        std::uint32_t writings = 0;
    };

    explicit OutcomeBook(EngineHost &host);

    //! None while the message lives, as far as the last page tells.
    std::optional<Outcome> outcome(std::uint64_t number) const;
    std::size_t ended() const { return m_ended.size(); }
    //! The journal was too short between two pages: the book is not complete.
    bool hasGap() const { return m_hasGap; }

private:
    void ask();
    void onPage(const MessagePagePtr &page);

    EngineHost &m_host;
    QTimer m_timer;
    std::uint64_t m_endedUpTo = 0;
    bool m_isAsking = false;
    bool m_hasGap = false;
    std::unordered_map<std::uint64_t, Outcome> m_ended;
};

} // namespace Breakwater::Test
