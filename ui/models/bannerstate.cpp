// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/bannerstate.h>

#include <core/base/text.h>
#include <ui/format/format.h>
#include <ui/models/links.h>
#include <ui/models/snapshotfeed.h>
#include <ui/models/watchwords.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include <algorithm>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;
using Kind = BannerState::Kind;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::StatusBanner)
};

BannerState ofSilence(const SnapshotFeed &feed)
{
    return {Kind::Silent,
            Words::tr("No data for %1 — what is below is not fresh.")
                .arg(Format::duration(feed.sinceFrame())),
            false, false};
}

QString withDetail(const QString &what, const SessionSnapshot &session)
{
    QString detail = sanitised(session.connectionDetail);
    if (detail.endsWith(u'.')) // the sentence goes on after it
        detail.chop(1);
    return detail.isEmpty() ? what : Words::tr("%1: %2").arg(what, detail);
}

QString waiting(const SessionSnapshot &session, Duration age)
{
    const auto left = [&](const std::optional<Duration> &time) {
        return Format::countdown(std::max(Duration::zero(), time.value_or(age) - age));
    };
    if (session.connection == ConnectionState::BreakerOpen && session.breaker.retryAfter)
        return Words::tr("the breaker is open, next probe in %1")
            .arg(left(session.breaker.retryAfter));
    if (session.connection == ConnectionState::BreakerOpen)
        return Words::tr("the breaker is open");
    if (session.nextAttemptIn)
        return Words::tr("attempt %1, next in %2")
            .arg(session.attempt)
            .arg(left(session.nextAttemptIn));
    return Words::tr("attempt %1").arg(session.attempt);
}

BannerState ofTrouble(const SessionSnapshot &session, Duration age)
{
    BannerState banner{Kind::Trouble, {}, true, true};
    if (session.connection == ConnectionState::Refused) {
        banner.text = withDetail(Words::tr("The server refuses this connection"), session) + u". "_s
            + Words::tr("Nothing more is tried until you retry or change it.");
    } else if (session.connection == ConnectionState::Connected) {
        banner.text = Words::tr("Connected, but not answering for %1.")
                          .arg(Format::duration(session.heartbeatUnansweredFor));
    } else {
        banner.text = withDetail(Words::tr("Not connected"), session) + u" — "_s
            + waiting(session, age) + u'.';
    }
    return banner;
}

BannerState ofHints(const SessionSnapshot &session)
{
    if (session.isPlaintextToRemote) {
        return {
            Kind::Hint,
            Words::tr("ws:// to another machine is not encrypted: whoever is on the way can read "
                      "and change the messages."),
            false, true};
    }
    if (session.guarantee == Guarantee::None && session.connection == ConnectionState::Connected) {
        return {Kind::Hint,
                Words::tr("This server answers no pings: delivery cannot be confirmed."), false,
                false};
    }
    return {};
}

//! Theirs, not ours: nothing here can act on it.
BannerState ofRemoteTrouble(const WatchedSource &source, const SessionSnapshot &link, Duration age)
{
    BannerState banner = ofTrouble(link, age);
    banner.text = Words::tr("At %1: %2").arg(sanitised(source.name, 40), banner.text);
    banner.offersRetry = false;
    banner.offersEdit = false;
    return banner;
}

//! What is watched, when what is below is not fresh.
BannerState ofWatched(const SnapshotFeed &feed, const WatchedSource &source)
{
    if (!isTroubled(feed, source)) {
        const SessionSnapshot *link = feed.selected() == source.id ? nullptr : feed.current();
        if (link && isTroubled(*link))
            return ofRemoteTrouble(source, *link, feed.silentFor());
        const bool isNoted
            = source.connection == ConnectionState::Connected && !source.detail.isEmpty();
        return isNoted ? BannerState{Kind::Hint, sanitised(source.detail), false, false}
                       : BannerState{};
    }
    const QString name = sanitised(source.name, 40);
    QString text = source.age
        ? Words::tr("%1 is %2").arg(name, watchState(feed, source))
        : Words::tr("%1 cannot be shown: %2").arg(name, watchState(feed, source));
    const QString detail = sanitised(source.detail);
    if (!detail.isEmpty() && !text.contains(detail))
        text += u" ("_s + detail + u')';
    if (text.back().isLetterOrNumber() || text.endsWith(u')'))
        text += u'.';
    if (source.connection == ConnectionState::Refused && !source.nextAttemptIn)
        text += u' ' + Words::tr("Nothing more is tried until you retry or change it.");
    return {Kind::Trouble, text, true, true};
}

BannerState ofAll(const SnapshotFeed &feed, const Snapshot &frame)
{
    QStringList names;
    for (const SessionSnapshot &session : frame.sessions) {
        if (isLink(session) && isTroubled(session))
            names += sanitised(session.name, 40);
    }
    for (const WatchedSource &source : frame.watched) {
        if (isTroubled(feed, source))
            names += sanitised(source.name, 40);
    }
    if (names.isEmpty())
        return {};
    const QString count = Words::tr("%1 of %2 connections in trouble")
                              .arg(names.size())
                              .arg(countLinks(frame).all + std::ssize(frame.watched));
    const bool isLong = names.size() > 4;
    return {Kind::Trouble,
            count + u": "_s + names.mid(0, 4).join(u", ") + (isLong ? u" …"_s : u"."_s), false,
            false};
}

} // namespace

bool isTroubled(const SessionSnapshot &session)
{
    switch (session.connection) {
    case ConnectionState::BackingOff:
    case ConnectionState::BreakerOpen:
    case ConnectionState::Refused: return true;
    case ConnectionState::Connecting: return session.attempt > 1;
    case ConnectionState::Connected: return session.heartbeatUnansweredFor.has_value();
    case ConnectionState::Idle:
    case ConnectionState::Closing:
    case ConnectionState::Closed:
    case ConnectionState::Away: return false;
    }
    return false;
}

bool isTroubled(const SnapshotFeed &feed, const WatchedSource &source)
{
    switch (source.connection) {
    case ConnectionState::BackingOff:
    case ConnectionState::Refused: return true;
    case ConnectionState::Connecting: return source.attempt > 1 || source.age;
    case ConnectionState::Connected:
        return source.age ? feed.isStale(source.id) : !source.detail.isEmpty();
    default: return source.age && feed.isStale(source.id);
    }
}

BannerState bannerState(const SnapshotFeed &feed)
{
    const SnapshotPtr frame = feed.latest();
    if (!frame)
        return {}; // what is awaited then stands on the page
    if (feed.isStale(SessionId{}))
        return ofSilence(feed);
    if (const WatchedSource *source = feed.watched())
        return ofWatched(feed, *source);
    if (feed.selected() == SessionId{})
        return ofAll(feed, *frame);
    const SessionSnapshot *session = feed.current();
    if (!session)
        return {};
    return isTroubled(*session) ? ofTrouble(*session, feed.sinceFrame()) : ofHints(*session);
}

} // namespace Breakwater::Ui
