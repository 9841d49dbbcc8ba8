// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/clientsnotes.h>

#include <core/base/text.h>
#include <ui/format/format.h>
#include <ui/models/snapshotfeed.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

namespace Breakwater::Ui::ClientsNotes {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::ClientsNotes)
};

QString count(std::uint64_t number)
{
    return Format::integer(static_cast<std::int64_t>(number));
}

} // namespace

QString served(const ServingSnapshot &serving)
{
    if (serving.url.isEmpty())
        return {};
    QStringList parts{
        sanitised(serving.url), Words::tr("%1 clients").arg(Format::integer(serving.clients)),
        Words::tr("%1 messages wait").arg(Format::integer(serving.queued)),
        Words::tr("%1 came, %2 of them back").arg(count(serving.accepted), count(serving.resumed))};
    if (serving.refused > 0)
        parts += Words::tr("%1 refused").arg(count(serving.refused));
    if (serving.subscribers > 0)
        parts += Words::tr("%1 watch the stream").arg(Format::integer(serving.subscribers));
    if (serving.framesSkipped > 0)
        parts += Words::tr("%1 frames skipped for slow ones").arg(count(serving.framesSkipped));
    return parts.join(u" · "_s);
}

QString age(std::optional<Duration> age, Duration period)
{
    if (!age)
        return {};
    const QString every = Words::tr("as of %1 ago; renewed every %2")
                              .arg(Format::duration(age), Format::duration(period));
    return *age > 2 * period ? u"⚠ "_s + every : every;
}

QString whyNot(const SnapshotFeed &feed)
{
    const WatchedSource *watched = feed.watched();
    return watched ? Words::tr("“%1” is only watched: nothing here can act on its clients.")
                         .arg(sanitised(watched->name))
                   : QString();
}

QString empty(const SnapshotFeed &feed, bool hasTable, bool hasClients)
{
    const WatchedSource *source = feed.watched();
    if (source && source->age && !source->frame)
        return Words::tr("“%1” sends no numbers of a core: who comes to it is not known.")
            .arg(sanitised(source->name));
    // Its frames may not have the table: they say how many there are.
    if (source && source->frame && !source->frame->serving.url.isEmpty() && !hasTable)
        return Words::tr("“%1” tells how many clients it has, and not which.\nThe charts below and "
                         "the line above are all that is known of them here.")
            .arg(sanitised(source->name));
    return empty(feed.shownFrame(), hasTable, hasClients);
}

QString empty(const Snapshot *frame, bool hasTable, bool hasClients)
{
    if (!frame)
        return Words::tr("Waiting for the first data.");
    if (frame->engine.isPartial)
        return Words::tr("This server does not tell who comes to it.\nWatch its stream instead of "
                         "its health page.");
    const ServingSnapshot &serving = frame->serving;
    if (serving.url.isEmpty())
        return Words::tr("This core serves nobody.\nStart “breakwaterctl serve” and watch it from "
                         "here, to see who comes to it.");
    if (!hasTable)
        return Words::tr("Waiting for the table of clients; it comes every %1.")
            .arg(Format::duration(frame->periods.aggregate));
    if (!hasClients)
        return Words::tr("No client has come yet.\nClients dial %1").arg(sanitised(serving.url));
    return Words::tr("No client fits. Clear the search, or switch the states off.");
}

} // namespace Breakwater::Ui::ClientsNotes
