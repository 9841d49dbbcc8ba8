// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/acceptor.h>
#include <core/net/transport.h>
#include <core/serve/streambudget.h>
#include <core/serve/streamdocuments.h>
#include <core/serve/streampulse.h>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace Breakwater {

//! One subscriber of the metrics stream: what it wishes for, and what waits until it has read what
//! it got. Nothing that waits is larger than a few hundred small frames. Lives on the worker
//! thread.
class StreamSubscriber final : private TransportListener
{
public:
    struct World
    {
        TimeSystem &time;
        StreamDocuments &documents;
        //! It will not be heard of any more, and may be deleted from the event loop.
        std::function<void()> ended;
    };

    static constexpr std::size_t mostNews = 200;
    static constexpr std::size_t mostQuestions = 64;
    static constexpr Duration patience = std::chrono::seconds(30);

    StreamSubscriber(World world, const AcceptorListener::Adopt &adopt,
                     const StabilityConfig &config);

    void configure(const StabilityConfig &config);
    //! Goes out before all other things; when it is slow and too many wait, the oldest is left out.
    void tell(const QByteArray &news);
    //! The core made a frame with these tiers; none: it changed outside of them.
    void frameMade(TierSet tiers);
    //! Sends what may be sent now.
    void pump();
    void close(int code, const QString &reason);

    //! Not closing, and not ended.
    bool isHere() const { return m_phase < Phase::Closing; }
    bool hasEnded() const { return m_phase == Phase::Ended; }
    const StreamFilter &filter() const { return m_wish.sessions; }
    //! Frames whose place a newer one took.
    std::uint64_t framesSkipped() const { return m_framesSkipped; }

private:
    using Question = Expected<StreamCommand, StreamRefusal>;
    //! Greeting: there, and without its first frame.
    enum class Phase : std::uint8_t { Arriving, Greeting, Served, Closing, Ended };

    void transportOpened(const QString &subprotocol) override;
    void transportText(const QByteArray &utf8) override;
    void transportBinary(const QByteArray &payload) override;
    void transportPong(const QByteArray &payload) override;
    void transportDrained() override;
    void transportEnded(const EndReason &reason) override;

    void ask(const std::function<Question()> &read);
    Question judged(Question question);
    QByteArray answerTo(const Question &question);
    QByteArray subscribe(const SubscribeCommand &wish);
    //! None: nothing waits.
    std::optional<QByteArray> next();
    bool isFull() const { return m_transport->backlogBytes() >= m_mostBacklog; }
    void watchReading();
    void onPatienceEnded();
    void heard();
    void feelPulse();

    const World m_world;
    const std::unique_ptr<Transport> m_transport;
    const std::unique_ptr<Timer> m_patience;   //!< runs while it does not read
    const std::unique_ptr<Timer> m_pulseTimer; //!< met early when something was heard since
    StreamPulse m_pulse;
    std::int64_t m_mostBacklog = 0;  //!< while so many bytes wait in its transport, it gets nothing
    std::int64_t m_leastBacklog = 0; //!< since m_patience runs
    StreamBudget m_budget;
    SubscribeCommand m_wish{.tiers = TierSet::all(), .sessions = {}};

    // What waits, in the order in which it goes out.
    std::deque<Question> m_questions;
    std::deque<QByteArray> m_news;
    std::uint64_t m_newsSkipped = 0; //!< since the last one that went out
    std::optional<TierSet> m_due;    //!< tiers of the frames it has not got; the newest one is sent

    std::uint64_t m_framesSkipped = 0;
    Phase m_phase = Phase::Arriving;
    bool m_isPumping = false;
};

} // namespace Breakwater
