// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/snapshotfeed.h>

#include <ui/models/feedhistories.h>
#include <ui/models/watchedrows.h>

#include <algorithm>

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

    void take(const SnapshotPtr &newest);
    //! What the newest frame renews for who looks at `selected`.
    TierSet renewed(const SnapshotPtr &before) const;
    const WatchedSource *watched(const SessionId &id) const
    {
        return frame && isWatchedId(id) && !frame->session(id) ? watchedSource(*frame, id)
                                                               : nullptr;
    }
    const SessionSnapshot *find(const SessionId &id) const;
    Duration sinceFrame() const { return time.now() - frameAt; }
    std::optional<Duration> age(const WatchedSource &source) const
    {
        return source.age ? std::optional(*source.age + sinceFrame()) : std::nullopt;
    }
    //! As WatchedSource::isStale(), and ageing on when our own engine is silent.
    bool isStale(const WatchedSource &source) const
    {
        const auto now = age(source);
        return !now || *now > 3 * source.period;
    }

    TimeSystem &time;
    const MonotonicTime startedAt;
    MonotonicTime frameAt;
    SnapshotPtr frame; //!< without tests
    SnapshotPtr whole;
    std::vector<SessionSnapshot> watchedRows; //!< of `frame`
    SessionId selected;
    std::uint64_t skipped = 0;
    FeedHistories histories{maxHistories};
    std::unique_ptr<Timer> clock;
};

void SnapshotFeed::Private::take(const SnapshotPtr &newest)
{
    skipped += frame ? newest->sequence - frame->sequence - 1 : 0;
    whole = newest;
    frame = withoutTests(newest);
    watchedRows = Ui::watchedRows(*frame);
    frameAt = time.now();
    clock->startAt(frameAt + staleAfter(*newest));
    histories.record(*frame, selected);
}

// What a skipped frame renewed is in this one too, and nobody was told.
TierSet SnapshotFeed::Private::renewed(const SnapshotPtr &before) const
{
    if (!before || frame->sequence != before->sequence + 1)
        return TierSet::all();
    TierSet tiers = frame->tiers;
    const WatchedSource *now = watched(selected);
    if (!now || !now->frame)
        return tiers;
    const WatchedSource *then = watchedSource(*before, now->id);
    if (!then || !then->frame || now->frame->sequence > then->frame->sequence + 1)
        return TierSet::all();
    if (now->frame != then->frame)
        tiers.add(now->kind == WatchKind::Poll ? TierSet::all() : now->frame->tiers);
    return tiers;
}

const SessionSnapshot *SnapshotFeed::Private::find(const SessionId &id) const
{
    if (!frame)
        return nullptr;
    if (id == SessionId{})
        return &frame->engine;
    if (const SessionSnapshot *own = frame->session(id))
        return own;
    const auto row = std::find_if(watchedRows.begin(), watchedRows.end(),
                                  [&](const SessionSnapshot &each) { return each.id == id; });
    return row == watchedRows.end() ? nullptr : &*row;
}

SnapshotFeed::SnapshotFeed(TimeSystem &time, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, time))
{ }

SnapshotFeed::~SnapshotFeed() = default;

void SnapshotFeed::accept(const SnapshotPtr &frame)
{
    if (!frame || (d->frame && frame->sequence <= d->frame->sequence))
        return;
    const bool wasStale = isStale();
    const SnapshotPtr before = d->frame;
    d->take(frame);

    Q_EMIT updated(d->renewed(before));
    if (wasStale || isStale()) // a watched source may be silent while our own engine is not
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
    const bool wasStale = isStale();
    d->selected = session;
    Q_EMIT selectionChanged();
    if (wasStale || isStale())
        Q_EMIT staleChanged();
}

const SessionSnapshot *SnapshotFeed::current() const
{
    return d->find(d->selected);
}

const SessionSnapshot *SnapshotFeed::find(const SessionId &id) const
{
    return d->find(id);
}

const std::vector<SessionSnapshot> &SnapshotFeed::watchedRows() const
{
    return d->watchedRows;
}

const WatchedSource *SnapshotFeed::watched() const
{
    return d->watched(d->selected);
}

const WatchedSource *SnapshotFeed::watchedOf(const SessionId &id) const
{
    return d->watched(id);
}

bool SnapshotFeed::isSource(const SessionId &id) const
{
    const WatchedSource *source = d->watched(id);
    return source && source->id == id;
}

const Snapshot *SnapshotFeed::shownFrame() const
{
    const WatchedSource *source = watched();
    return source ? source->frame.get() : d->frame.get();
}

const SourceHistory &SnapshotFeed::history() const
{
    return historyOf(d->selected);
}

const SourceHistory &SnapshotFeed::historyOf(const SessionId &session) const
{
    return d->histories.of(session);
}

bool SnapshotFeed::isStale() const
{
    return isStale(d->selected);
}

bool SnapshotFeed::isUnknown() const
{
    return isUnknown(d->selected);
}

bool SnapshotFeed::isStale(const SessionId &id) const
{
    if (const WatchedSource *source = d->watched(id))
        return d->isStale(*source);
    return !d->frame || d->sinceFrame() >= staleAfter(*d->frame);
}

bool SnapshotFeed::isUnknown(const SessionId &id) const
{
    if (const WatchedSource *source = d->watched(id))
        return !source->frame || d->isStale(*source);
    return !d->frame || d->sinceFrame() >= unknownAfter;
}

std::optional<Duration> SnapshotFeed::age() const
{
    if (const WatchedSource *source = watched())
        return d->age(*source);
    return d->frame ? std::optional(d->sinceFrame()) : std::nullopt;
}

Duration SnapshotFeed::silentFor() const
{
    return age().value_or(d->time.now() - d->startedAt);
}

Duration SnapshotFeed::sinceFrame() const
{
    return d->sinceFrame();
}

std::optional<WallTime> SnapshotFeed::lastFrameAt() const
{
    if (!d->frame)
        return std::nullopt;
    const WatchedSource *source = watched();
    if (!source)
        return d->frame->at.wall;
    if (!source->age)
        return std::nullopt;
    return d->frame->at.wall - std::chrono::duration_cast<WallTime::duration>(*source->age);
}

std::uint64_t SnapshotFeed::skippedFrames() const
{
    return d->skipped;
}

std::int64_t SnapshotFeed::historyBytes() const
{
    return d->histories.bytes();
}

TimeSystem &SnapshotFeed::time() const
{
    return d->time;
}

} // namespace Breakwater::Ui
