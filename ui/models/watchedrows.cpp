// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/watchedrows.h>

#include <ui/models/links.h>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

SessionSnapshot rowOf(const WatchedSource &source)
{
    SessionSnapshot row = source.frame ? source.frame->engine : SessionSnapshot();
    row.id = source.id;
    row.name = source.name;
    row.url = source.url;
    row.isWatched = true;
    row.connection = source.connection;
    row.connectionDetail = source.detail;
    row.attempt = source.attempt;
    row.nextAttemptIn = source.nextAttemptIn;
    row.connectedFor.reset();
    row.heartbeatUnansweredFor.reset();
    return row;
}

SessionSnapshot rowOf(const WatchedSource &source, const SessionSnapshot &link)
{
    SessionSnapshot row = link;
    row.id = watchedId(source.id, link.id);
    row.name = watchedName(source.name, link.name);
    row.isWatched = true;
    row.isPlaintextToRemote = false; // between others: no hint for who sits here
    return row;
}

} // namespace

SessionId watchedId(const SessionId &source, const SessionId &link)
{
    return link.value.isEmpty() ? source : SessionId{source.value + u'/' + link.value};
}

bool isWatchedId(const SessionId &id)
{
    return id.value.startsWith(QStringView(WatchedSource::prefix));
}

bool belongsTo(const SessionId &id, const SessionId &owner)
{
    if (id == owner)
        return true;
    const QString &own = owner.value;
    return isWatchedId(owner) && id.value.startsWith(own) && id.value.at(own.size()) == u'/';
}

QString watchedName(const QString &source, const QString &link)
{
    return link.isEmpty() ? source : source + u" › "_s + link;
}

std::vector<SessionSnapshot> watchedRows(const Snapshot &frame)
{
    std::vector<SessionSnapshot> rows;
    for (const WatchedSource &source : frame.watched) {
        rows.push_back(rowOf(source));
        if (!source.frame)
            continue;
        for (const SessionSnapshot &link : source.frame->sessions)
            rows.push_back(rowOf(source, link));
    }
    return rows;
}

// Names may hold a slash: of "a" and "a/b" the longer one is meant.
const WatchedSource *watchedSource(const Snapshot &frame, const SessionId &id)
{
    const WatchedSource *best = nullptr;
    for (const WatchedSource &source : frame.watched) {
        if (belongsTo(id, source.id) && (!best || source.id.value.size() > best->id.value.size()))
            best = &source;
    }
    return best;
}

bool hasNothingUp(const WatchedSource &source)
{
    if (source.connection != ConnectionState::Connected)
        return true;
    if (!source.frame)
        return false;
    if (source.frame->engine.isPartial && source.frame->sessions.empty())
        return source.frame->active == 0;
    const LinkCount links = countLinks(*source.frame);
    return links.all > 0 && links.connected == 0;
}

} // namespace Breakwater::Ui
