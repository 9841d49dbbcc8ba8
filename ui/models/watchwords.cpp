// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/watchwords.h>

#include <core/base/text.h>
#include <core/snapshot/snapshot.h>
#include <ui/format/format.h>
#include <ui/format/words.h>
#include <ui/models/snapshotfeed.h>

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::WatchWords)
};

QString staleFor(const SnapshotFeed &feed, const WatchedSource &source)
{
    return Words::tr("stale %1").arg(Format::duration(*source.age + feed.sinceFrame()));
}

bool isTrying(const WatchedSource &source)
{
    return source.connection == ConnectionState::Connecting
        || source.connection == ConnectionState::BackingOff;
}

//! The link is down, and what came last is not stale yet.
QString lost(const WatchedSource &source)
{
    return isTrying(source) ? Words::tr("reconnecting")
                            : Format::connectionState(source.connection);
}

QString live(const WatchedSource &source)
{
    if (source.kind == WatchKind::Poll)
        return Words::tr("polled every %1").arg(Format::countdown(source.period));
    return source.frame ? Words::tr("watched by stream · live")
                        : Words::tr("watched by stream · services only");
}

//! Why there is nothing at all, as far as it is known.
QString nothingYet(const WatchedSource &source)
{
    if (!source.detail.isEmpty())
        return sanitised(source.detail);
    return source.connection == ConnectionState::Connected
        ? Words::tr("connected, nothing came yet")
        : Format::connectionState(source.connection);
}

QString joined(const QString &what, const QString &attempt)
{
    return attempt.isEmpty() ? what : what + u" — "_s + attempt;
}

} // namespace

QString watchState(const SnapshotFeed &feed, const WatchedSource &source)
{
    if (!source.age)
        return joined(nothingYet(source), watchAttempt(feed, source));
    const QString attempt = watchAttempt(feed, source);
    if (!feed.isStale(source.id))
        return source.connection == ConnectionState::Connected ? live(source)
                                                               : joined(lost(source), attempt);
    return joined(staleFor(feed, source), attempt.isEmpty() ? sanitised(source.detail) : attempt);
}

QString shortWatchState(const SnapshotFeed &feed, const WatchedSource &source)
{
    if (!source.age)
        return nothingYet(source);
    if (feed.isStale(source.id))
        return staleFor(feed, source);
    if (source.connection != ConnectionState::Connected)
        return lost(source);
    return source.kind == WatchKind::Poll ? Words::tr("polled") : Words::tr("live");
}

QString watchAttempt(const SnapshotFeed &feed, const WatchedSource &source)
{
    if ((!isTrying(source) && !source.nextAttemptIn)
        || (source.attempt == 0 && !source.nextAttemptIn))
        return {};
    if (!source.nextAttemptIn)
        return Words::tr("attempt %1").arg(source.attempt);
    const Duration left = std::max(Duration::zero(), *source.nextAttemptIn - feed.sinceFrame());
    if (source.attempt == 0 || source.connection == ConnectionState::Refused)
        return Words::tr("asked again in %1").arg(Format::countdown(left));
    return Words::tr("attempt %1, next in %2").arg(source.attempt).arg(Format::countdown(left));
}

QString pollingNote(const WatchedSource &source)
{
    if (source.kind != WatchKind::Poll)
        return {};
    return !source.frame || source.frame->engine.isPartial
        ? Words::tr("A health page tells no rates and no percentiles of the last seconds.")
        : Words::tr("Percentiles are shown as the remote gives them: they cannot be merged.");
}

} // namespace Breakwater::Ui
