// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/streamdocuments.h>

#include <core/serve/streamhistory.h>
#include <core/serve/streamwriter.h>
#include <core/snapshot/snapshotjson.h>
#include <core/snapshot/tiernames.h>

#include <algorithm>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

//! Subscribers come in order of their wishes: the same ones follow each other.
constexpr std::size_t keptFrames = 4;
//! What was told of the past is told again for so long.
constexpr Duration pastIsKept = std::chrono::seconds(1);

const SessionSnapshot *clientIn(const ServingSnapshot &serving, const SessionId &id)
{
    if (!serving.table)
        return nullptr;
    const auto client = std::lower_bound(
        serving.table->begin(), serving.table->end(), id,
        [](const SessionSnapshot &one, const SessionId &other) { return one.id < other; });
    return client != serving.table->end() && client->id == id ? &*client : nullptr;
}

//! Of links that work as well as others, the first.
bool isWorse(const SessionSnapshot *a, const SessionSnapshot *b)
{
    const auto rank = [](const SessionSnapshot *link) {
        return std::pair(badness(link->breaker.effectiveState()),
                         link->connection != ConnectionState::Connected);
    };
    return rank(a) > rank(b);
}

using Sessions = std::vector<const SessionSnapshot *>;

//! In order of their ids; of too many the worst.
Sessions linksOf(const Snapshot &frame)
{
    Sessions links;
    for (const SessionSnapshot &session : frame.sessions) {
        if (!session.isAdopted)
            links.push_back(&session);
    }
    if (links.size() <= StreamDocuments::mostLinks)
        return links;
    std::ranges::stable_sort(links, isWorse);
    links.resize(StreamDocuments::mostLinks);
    std::ranges::sort(links, std::less(), &SessionSnapshot::id);
    return links;
}

std::int64_t linkCount(const Snapshot &frame)
{
    return frame.totalSessions() - frame.serving.clients;
}

//! Clients that nobody looks at are those of the last aggregate tick.
Sessions sessionsOf(const Snapshot &frame, const StreamFilter &filter)
{
    if (!filter)
        return linksOf(frame);
    Sessions sessions;
    std::size_t clients = 0;
    for (const SessionId &id : *filter) {
        const SessionSnapshot *session = frame.session(id);
        if (!session)
            session = clientIn(frame.serving, id);
        if (session && (!session->isAdopted || ++clients <= StreamDocuments::mostClients))
            sessions.push_back(session);
    }
    return sessions;
}

//! Without what this core watches itself: two that watch each other would never come to an end. A
//! busy link's buckets are ten kilobytes, and readers take a mebibyte: those of the sum do where
//! nobody filtered.
void writeView(JsonWriter &json, const Snapshot &frame, TierSet tiers, const StreamFilter &filter,
               bool withEvents)
{
    const Sessions sessions = sessionsOf(frame, filter);
    writeSnapshot(json, frame,
                  {.withEvents = withEvents,
                   .buckets = filter ? BucketsOf::Everybody : BucketsOf::Sum,
                   .withWatched = false,
                   .tiers = tiers,
                   .sessions = sessions});
    const auto given = static_cast<std::int64_t>(sessions.size());
    if (const std::int64_t missing = linkCount(frame) - given; !filter && missing > 0)
        json.put("sessions_left_out", missing);
}

template <class Record> using Records = std::shared_ptr<const std::vector<Record>>;

//! Of the numbered records, those that `before` has not.
template <class Record>
Records<Record> newer(const Records<Record> &now, const Records<Record> &before)
{
    const std::uint64_t last = before && !before->empty() ? before->back().sequence : 0;
    const auto first = std::find_if(now->begin(), now->end(),
                                    [&](const Record &record) { return record.sequence > last; });
    return std::make_shared<const std::vector<Record>>(first, now->end());
}

} // namespace

void StreamDocuments::renew(const SnapshotPtr &frame)
{
    m_latest = frame;
    m_made.clear();
}

QByteArray StreamDocuments::initialStats()
{
    return made(Kind::InitialStats);
}

QByteArray StreamDocuments::snapshot(TierSet tiers, const StreamFilter &filter)
{
    return made(Kind::Snapshot, tiers, filter);
}

QByteArray StreamDocuments::stats()
{
    return madeOrBusy(Kind::Stats, u"get_stats"_qs);
}

QByteArray StreamDocuments::exported()
{
    return madeOrBusy(Kind::Export, u"export"_qs);
}

QByteArray StreamDocuments::recentEvents(int limit) const
{
    return streamFrame("stats"_L1, m_time.wallNow(), [&](JsonWriter &json) {
        json.array("events", [&] {
            for (const Event &event :
                 JsonValue::newest(m_latest->events, static_cast<std::size_t>(limit)))
                json.object([&] { writeEvent(json, event); });
        });
        json.put("command", "get_recent_events"_L1);
    });
}

QByteArray StreamDocuments::history(const HistoryCommand &command)
{
    if (!m_history)
        return refused({command.name, u"There is no history here."_qs});
    const MonotonicTime now = m_time.now();
    std::erase_if(m_past, [now](const Past &past) { return now - past.at >= pastIsKept; });
    const auto same = std::ranges::find(m_past, command, &Past::command);
    if (same != m_past.end())
        return same->frame;
    if (!m_shared.take(now))
        return busy(command.name);
    const WallTime at = m_time.wallNow();
    m_past.push_back({command, now, streamFrame("stats"_L1, at, [&](JsonWriter &json) {
                          writeHistory(json, *m_history, command, at);
                          json.put("command", command.name);
                      })});
    return m_past.back().frame;
}

bool StreamDocuments::affords(TierSet tiers, const StreamFilter &filter)
{
    return tiers.isEmpty() || isMade(Kind::Snapshot, tiers, filter) || m_shared.take(m_time.now());
}

QByteArray StreamDocuments::busy(const QString &command) const
{
    return refused({command, u"Busy: all subscribers together ask for too much. Ask again."_qs});
}

QByteArray StreamDocuments::subscribed(const SubscribeCommand &command) const
{
    return streamFrame("stats"_L1, m_time.wallNow(), [&](JsonWriter &json) {
        json.array("tiers", [&] { writeTiers(json, command.tiers); });
        if (command.sessions) {
            json.array("sessions", [&] {
                for (const SessionId &id : *command.sessions)
                    json.add(id.value);
            });
        } else {
            json.put("sessions", nullptr);
        }
        json.put("command", "subscribe"_L1);
    });
}

QByteArray StreamDocuments::pong() const
{
    return streamFrame("pong"_L1, m_time.wallNow(),
                       [](JsonWriter &json) { json.put("command", "ping"_L1); });
}

QByteArray StreamDocuments::refused(const StreamRefusal &refusal) const
{
    return errorFrame(refusal, m_time.wallNow());
}

std::vector<QByteArray> StreamDocuments::news(const SnapshotPtr &before) const
{
    std::vector<QByteArray> frames;
    const WallTime now = m_time.wallNow();
    if (!before || before->transitions != m_latest->transitions) {
        const auto transitions
            = newer(m_latest->transitions, before ? before->transitions : nullptr);
        for (const TransitionRecord &transition : *transitions)
            frames.push_back(streamFrame("transition"_L1, now, [&](JsonWriter &json) {
                writeTransition(json, transition);
            }));
    }
    if (!before || before->events != m_latest->events) {
        const auto events = newer(m_latest->events, before ? before->events : nullptr);
        for (const Event &event : *events)
            frames.push_back(
                streamFrame("event"_L1, now, [&](JsonWriter &json) { writeEvent(json, event); }));
    }
    return frames;
}

std::size_t StreamDocuments::othersThanLinks(const StreamFilter &filter) const
{
    if (!filter)
        return 0;
    return static_cast<std::size_t>(
        std::count_if(filter->begin(), filter->end(), [this](const SessionId &id) {
            const SessionSnapshot *session = m_latest->session(id);
            return !session || session->isAdopted;
        }));
}

bool StreamDocuments::isMade(Kind kind, TierSet tiers, const StreamFilter &filter) const
{
    return std::ranges::any_of(m_made, [&](const Made &one) {
        return one.kind == kind && one.tiers == tiers.bits && one.filter == filter;
    });
}

QByteArray StreamDocuments::madeOrBusy(Kind kind, const QString &command)
{
    return isMade(kind) || m_shared.take(m_time.now()) ? made(kind) : busy(command);
}

QByteArray StreamDocuments::made(Kind kind, TierSet tiers, const StreamFilter &filter)
{
    const auto same = std::find_if(m_made.begin(), m_made.end(), [&](const Made &one) {
        return one.kind == kind && one.tiers == tiers.bits && one.filter == filter;
    });
    if (same != m_made.end())
        return same->frame;
    if (m_made.size() == keptFrames)
        m_made.erase(m_made.begin());
    m_made.push_back({kind, tiers.bits, filter, make(kind, tiers, filter)});
    return m_made.back().frame;
}

QByteArray StreamDocuments::make(Kind kind, TierSet tiers, const StreamFilter &filter) const
{
    const auto whole
        = [this](JsonWriter &json) { writeView(json, *m_latest, TierSet::all(), {}, true); };
    const WallTime now = m_time.wallNow();
    switch (kind) {
    case Kind::InitialStats: return streamFrame("initial_stats"_L1, now, whole);
    case Kind::Snapshot: break;
    case Kind::Stats:
        return streamFrame("stats"_L1, now, [&](JsonWriter &json) {
            whole(json);
            json.put("command", "get_stats"_L1);
        });
    case Kind::Export:
        return streamFrame("stats"_L1, now, [this](JsonWriter &json) {
            json.object("document", [&] { writeSnapshot(json, *m_latest); });
            json.put("command", "export"_L1);
        });
    }
    return streamFrame("snapshot"_L1, now,
                       [&](JsonWriter &json) { writeView(json, *m_latest, tiers, filter, false); });
}

} // namespace Breakwater
