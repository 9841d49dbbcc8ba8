// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/deliverynotes.h>

#include <ui/format/format.h>
#include <ui/format/words.h>
#include <ui/models/links.h>
#include <ui/models/snapshotfeed.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include <algorithm>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::DeliveryNotes)
};

//! Of the selected session, or what all sessions have in common; none when they differ.
std::optional<Guarantee> guaranteeOf(const SnapshotFeed &feed)
{
    if (feed.selected() != SessionId{})
        return feed.current()->guarantee;
    std::optional<Guarantee> common;
    for (const SessionSnapshot &session : feed.latest()->sessions) {
        if (!isLink(session))
            continue;
        if (common && *common != session.guarantee)
            return std::nullopt;
        common = session.guarantee;
    }
    return common;
}

QString ofGuarantee(const SnapshotFeed &feed)
{
    const auto guarantee = guaranteeOf(feed);
    if (!guarantee) {
        return countLinks(*feed.latest()).all == 0
            ? QString()
            : Words::tr("What “confirmed” means differs between the links: select one");
    }
    switch (*guarantee) {
    case Guarantee::Unknown: return Words::tr("Whether anything confirms here is not known yet");
    case Guarantee::None:
        return Words::tr("Nothing confirms here: messages end as “sent”, %1")
            .arg(Format::guarantee(*guarantee));
    case Guarantee::Hop:
    case Guarantee::App:
        return Words::tr("“Confirmed” means %1").arg(Format::guarantee(*guarantee));
    }
    return {};
}

QString ofRepeats(const SessionSnapshot &session)
{
    if (!session.dedupHorizon)
        return {};
    const QString horizon = Format::duration(session.dedupHorizon);
    return session.dedupEntries == 1 ? Words::tr("repeats recognised for %1, 1 id").arg(horizon)
                                     : Words::tr("repeats recognised for %1, %2 ids")
                                           .arg(horizon, Format::integer(session.dedupEntries));
}

} // namespace

QString deliveryNotes(const SnapshotFeed &feed)
{
    const SessionSnapshot *session = feed.isUnknown() ? nullptr : feed.current();
    if (!session)
        return {};
    QStringList notes{ofGuarantee(feed)};
    if (session->queue.storing > 0) {
        notes += Words::tr("%1 being stored, not accepted yet")
                     .arg(Format::integer(session->queue.storing));
    }
    notes += ofRepeats(*session);
    notes.removeAll(QString());
    return notes.join(u" · "_s);
}

} // namespace Breakwater::Ui
