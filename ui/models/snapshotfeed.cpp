// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/snapshotfeed.h>

#include <algorithm>
#include <map>

namespace Breakwater::Ui {

namespace {

constexpr Duration tick = std::chrono::seconds(1);

bool isOfTest(const SessionSnapshot &session)
{
    return SnapshotFeed::isTest(session.id);
}

//! The same frame while no link is being tested. The engine's sum still counts those sessions, as
//! do its events: they are short, and the sum cannot be taken apart again.
SnapshotPtr withoutTests(const SnapshotPtr &frame)
{
    const std::vector<SessionSnapshot> &sessions = frame->sessions;
    if (std::none_of(sessions.begin(), sessions.end(), isOfTest))
        return frame;
    auto rest = std::make_shared<Snapshot>(*frame);
    for (const SessionSnapshot &session : sessions) {
        if (isOfTest(session) && session.connection == ConnectionState::Connected)
            --rest->active;
    }
    std::erase_if(rest->sessions, isOfTest);
    return rest;
}

Duration staleAfter(const Snapshot &frame)
{
    return 2 * (frame.periods.realtime > Duration::zero() ? frame.periods.realtime : tick);
}

} // namespace

class SnapshotFeed::Private
{
public:
    Private(SnapshotFeed &q, TimeSystem &timeSystem)
        : time(timeSystem), startedAt(timeSystem.now()), frameAt(startedAt),
          clock(timeSystem.createTimer([this, &q] {
              clock->startAt(time.now() + tick);
              Q_EMIT q.staleChanged();
          }))
    {
        clock->startAt(startedAt + tick);
    }

    struct Kept
    {
        SourceHistory history;
        std::uint64_t lastFrame = 0; //!< the newest frame that had this session
    };

    TimeSystem &time;
    const MonotonicTime startedAt;
    MonotonicTime frameAt;
    SnapshotPtr frame; //!< without tests
    SnapshotPtr whole;
    SessionId selected;
    std::uint64_t skipped = 0;
    std::map<SessionId, Kept> histories; //!< the empty id: all together
    const SourceHistory nothing{64};
    std::unique_ptr<Timer> clock;

    void record()
    {
        record(histories[SessionId{}], frame->engine);
        // Those already known first: whoever has not been recorded after this loop is gone.
        std::vector<const SessionSnapshot *> unseen;
        for (const SessionSnapshot &session : frame->sessions) {
            if (const auto found = histories.find(session.id); found != histories.end())
                record(found->second, session);
            else
                unseen.push_back(&session);
        }
        for (const SessionSnapshot *session : unseen) {
            if (session->id == selected || makeRoom())
                record(histories[session->id], *session);
        }
    }

private:
    void record(Kept &kept, const SessionSnapshot &session)
    {
        kept.lastFrame = frame->sequence;
        kept.history.record(*frame, session);
    }

    bool makeRoom()
    {
        if (static_cast<int>(histories.size()) < maxHistories)
            return true;
        const auto oldest = std::min_element(
            histories.begin(), histories.end(),
            [](const auto &a, const auto &b) { return a.second.lastFrame < b.second.lastFrame; });
        if (oldest->second.lastFrame == frame->sequence)
            return false;
        histories.erase(oldest);
        return true;
    }
};

SnapshotFeed::SnapshotFeed(TimeSystem &time, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, time))
{ }

SnapshotFeed::~SnapshotFeed() = default;

void SnapshotFeed::accept(const SnapshotPtr &frame)
{
    if (!frame || (d->frame && frame->sequence <= d->frame->sequence))
        return;
    const bool wasStale = isStale();
    const std::uint64_t missing = d->frame ? frame->sequence - d->frame->sequence - 1 : 0;
    // What a skipped frame renewed is in this one too, and nobody was told.
    const TierSet renewed = !d->frame || missing > 0 ? TierSet::all() : frame->tiers;

    d->skipped += missing;
    d->whole = frame;
    d->frame = withoutTests(frame);
    d->frameAt = d->time.now();
    d->clock->startAt(d->frameAt + staleAfter(*frame));
    d->record();

    Q_EMIT updated(renewed);
    if (wasStale)
        Q_EMIT staleChanged();
}

SnapshotPtr SnapshotFeed::latest() const
{
    return d->frame;
}

bool SnapshotFeed::isTest(const SessionId &session)
{
    return session.value.startsWith(QStringView(testPrefix));
}

const SessionSnapshot *SnapshotFeed::tested(const SessionId &session) const
{
    return d->whole && isTest(session) ? d->whole->session(session) : nullptr;
}

SessionId SnapshotFeed::selected() const
{
    return d->selected;
}

void SnapshotFeed::select(const SessionId &session)
{
    if (session == d->selected)
        return;
    d->selected = session;
    Q_EMIT selectionChanged();
}

const SessionSnapshot *SnapshotFeed::current() const
{
    if (!d->frame)
        return nullptr;
    return d->selected == SessionId{} ? &d->frame->engine : d->frame->session(d->selected);
}

const SourceHistory &SnapshotFeed::history() const
{
    return historyOf(d->selected);
}

const SourceHistory &SnapshotFeed::historyOf(const SessionId &session) const
{
    const auto found = d->histories.find(session);
    return found == d->histories.end() ? d->nothing : found->second.history;
}

bool SnapshotFeed::isStale() const
{
    return !d->frame || silentFor() >= staleAfter(*d->frame);
}

bool SnapshotFeed::isUnknown() const
{
    return !d->frame || silentFor() >= unknownAfter;
}

std::optional<Duration> SnapshotFeed::age() const
{
    return d->frame ? std::optional(silentFor()) : std::nullopt;
}

Duration SnapshotFeed::silentFor() const
{
    return d->time.now() - d->frameAt;
}

std::optional<WallTime> SnapshotFeed::lastFrameAt() const
{
    return d->frame ? std::optional(d->frame->at.wall) : std::nullopt;
}

std::uint64_t SnapshotFeed::skippedFrames() const
{
    return d->skipped;
}

std::int64_t SnapshotFeed::historyBytes() const
{
    std::int64_t bytes = 0;
    for (const auto &[id, kept] : d->histories)
        bytes += kept.history.bytes();
    return bytes;
}

TimeSystem &SnapshotFeed::time() const
{
    return d->time;
}

} // namespace Breakwater::Ui
