// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/history/sourcehistory.h>
#include <core/serve/metricsstream.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/scriptednetwork.h>
#include <tests/support/snapshotbuilder.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <memory>
#include <vector>

namespace Breakwater::Test {

//! A subscriber of the metrics stream, over a scripted transport.
class StreamPeer final
{
public:
    explicit StreamPeer(MetricsStream &stream, const IncomingRequest &request = {})
    {
        m_network.answersPings = true;
        stream.adopt(request, [this](TransportListener &listener) {
            return m_network.create(Endpoint{}, listener);
        });
        transport().accept(request.subprotocol);
    }

    ScriptedTransport &transport() { return *m_network.current(); }
    bool isGone() const { return m_network.current() == nullptr; }
    void ask(const QByteArray &utf8) { transport().text(utf8); }

    //! All that it got and nobody took yet.
    QByteArrayList takeBytes()
    {
        const QByteArrayList all = m_network.received.mid(m_taken);
        m_taken = m_network.received.size();
        return all;
    }
    std::vector<QJsonObject> take()
    {
        std::vector<QJsonObject> frames;
        for (const QByteArray &bytes : takeBytes())
            frames.push_back(QJsonDocument::fromJson(bytes).object());
        return frames;
    }
    //! The one frame that it got since, or an empty one when it was not one.
    QJsonObject takeOne()
    {
        const auto frames = take();
        return frames.size() == 1 ? frames.front() : QJsonObject();
    }
    QJsonObject answer(const QByteArray &utf8)
    {
        ask(utf8);
        return takeOne();
    }
    //! So many bytes lie unread in the transport, from now on.
    void stopReading(std::int64_t backlog = 1 << 30) { transport().backlog = backlog; }
    void readAll() { transport().drain(); }
    //! As a link that is cut without a word.
    void answerNoPings() { m_network.answersPings = false; }
    //! Its transport stays to be looked at when it is closed.
    void leaveCloseUnanswered() { m_network.answersClose = false; }

private:
    ScriptedNetwork m_network;
    qsizetype m_taken = 0;
};

inline QString typeOf(const QJsonObject &frame)
{
    return frame[QLatin1StringView("type")].toString();
}

inline QStringList typesOf(const std::vector<QJsonObject> &frames)
{
    QStringList types;
    for (const QJsonObject &frame : frames)
        types.append(typeOf(frame));
    return types;
}

inline const QByteArray ping = R"({"command":"ping"})";

inline QJsonObject dataOf(const QJsonObject &frame)
{
    return frame[QLatin1StringView("data")].toObject();
}

//! Of a snapshot, an event or a transition; -1 where it has none.
inline qint64 sequenceOf(const QJsonObject &frame)
{
    return dataOf(frame)[QLatin1StringView("sequence")].toInteger(-1);
}

//! A core with two links that numbers its frames, its events and its transitions.
class StreamCore final
{
public:
    ManualTimeSystem time;
    StabilityConfig config;
    MetricsStream stream{config, time};
    std::vector<SessionSnapshot> sessions{SessionBuilder(QStringLiteral("alpha")),
                                          SessionBuilder(QStringLiteral("beta"))};
    ServingSnapshot serving;

    //! What the next frames tell of, too.
    void happen(int count = 1)
    {
        for (int i = 0; i < count; ++i)
            m_events.push_back(numberedEvent(m_events.size() + 1, time.wallNow()));
    }
    void transition(BreakerState from, BreakerState to)
    {
        TransitionRecord record;
        record.sequence = m_transitions.size() + 1;
        record.session = sessions.front().id;
        record.from = from;
        record.to = to;
        record.cause = QStringLiteral("consecutive_failures");
        record.at = time.wallNow();
        m_transitions.push_back(record);
    }
    SnapshotPtr frame(std::initializer_list<Tier> tiers)
    {
        SnapshotBuilder builder(++m_sequence);
        builder.at(time.sample()).tiers(tiers);
        for (const SessionSnapshot &session : sessions)
            builder.session(session);
        auto frame = std::make_shared<Snapshot>(*builder.build());
        frame->serving = serving;
        frame->events = newest(m_events);
        frame->transitions = newest(m_transitions);
        return frame;
    }
    void publish(std::initializer_list<Tier> tiers = {Tier::Realtime})
    {
        stream.publish(frame(tiers));
    }
    //! A second of virtual time, and its frame.
    void tick(int seconds = 1)
    {
        for (int i = 0; i < seconds; ++i) {
            time.advance(std::chrono::seconds(1));
            publish();
        }
    }
    std::uint64_t lastSequence() const { return m_sequence; }

private:
    template <class Record>
    static std::shared_ptr<const std::vector<Record>> newest(const std::vector<Record> &all)
    {
        const auto count = std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(all.size()), 200);
        return std::make_shared<const std::vector<Record>>(all.end() - count, all.end());
    }

    std::uint64_t m_sequence = 0;
    std::vector<Event> m_events;
    std::vector<TransitionRecord> m_transitions;
};

//! A core, and a subscriber that has read what it got at first.
struct StreamPair
{
    StreamPair() { peer.take(); }

    StreamCore core;
    StreamPeer peer{afterTheFirstFrame()};

private:
    MetricsStream &afterTheFirstFrame()
    {
        core.publish();
        return core.stream;
    }
};

//! So many of them, all of one core, which has a history.
struct StreamCrowd
{
    explicit StreamCrowd(int count)
    {
        core.publish();
        core.stream.setHistory(&history);
        for (int i = 0; i < count; ++i) {
            peers.push_back(std::make_unique<StreamPeer>(core.stream));
            peers.back()->take();
        }
    }

    StreamCore core;
    SourceHistory history{600};
    std::vector<std::unique_ptr<StreamPeer>> peers;
};

} // namespace Breakwater::Test
