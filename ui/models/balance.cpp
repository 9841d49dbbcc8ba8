// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/balance.h>

#include <core/snapshot/conservation.h>
#include <ui/format/format.h>
#include <ui/format/words.h>
#include <ui/models/snapshotfeed.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include <cstdlib>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::Balance)
};

using Count = std::optional<std::int64_t>;

//! The terms with the session's counts; all unknown without one.
class Terms final
{
public:
    explicit Terms(const SessionSnapshot *session) : m_session(session) { }

    Balance::Term counter(std::uint64_t MessageCounters::*member, const QString &name,
                          const QString &meaning) const
    {
        return {name, meaning, count(member), {}};
    }
    Balance::Term ended(std::uint64_t MessageCounters::*member, MessageState state) const
    {
        return {Format::messageState(state), Format::messageMeaning(state), count(member), state};
    }
    Balance::Term gauge(std::int64_t QueueSnapshot::*member, MessageState state) const
    {
        const Count now = m_session ? Count(m_session->queue.*member) : Count();
        return {Format::messageState(state), Format::messageMeaning(state), now, state};
    }

private:
    Count count(std::uint64_t MessageCounters::*member) const
    {
        return m_session ? Count(static_cast<std::int64_t>(m_session->messages.*member)) : Count();
    }

    const SessionSnapshot *m_session;
};

std::vector<Balance::Term> sourcesOf(const Terms &terms)
{
    using M = MessageCounters;
    return {
        terms.counter(&M::accepted, Words::tr("Accepted"), Words::tr("taken over from senders")),
        terms.counter(&M::recovered, Words::tr("Recovered"),
                      Words::tr("came back from the outbox"))};
}

std::vector<Balance::Term> placesOf(const Terms &terms)
{
    using M = MessageCounters;
    using Q = QueueSnapshot;
    using S = MessageState;
    return {terms.gauge(&Q::queued, S::Queued),
            terms.gauge(&Q::unconfirmed, S::Written),
            terms.gauge(&Q::inDoubt, S::InDoubt),
            terms.ended(&M::confirmed, S::Confirmed),
            terms.ended(&M::sentUnconfirmed, S::Sent),
            terms.ended(&M::expired, S::Expired),
            terms.ended(&M::expiredInDoubt, S::ExpiredInDoubt),
            terms.ended(&M::dropped, S::Dropped),
            terms.ended(&M::failed, S::Failed),
            terms.ended(&M::abandoned, S::Abandoned),
            terms.counter(&M::kept, Words::tr("Kept"),
                          Words::tr("left in the outbox for the next start"))};
}

Balance::Verdict verdictOf(const Conservation &sides, TierSet tiers)
{
    if (sides.holds())
        return Balance::Verdict::Holds;
    return tiers.has(Tier::Realtime) && tiers.has(Tier::Aggregate) ? Balance::Verdict::Fails
                                                                   : Balance::Verdict::Mixed;
}

QString side(const std::vector<Balance::Term> &terms, std::optional<std::int64_t> sum)
{
    QStringList parts;
    for (const Balance::Term &term : terms)
        parts += Words::tr("%1 %2").arg(term.name.toLower(), Format::integer(term.count));
    return Words::tr("%1 = %2").arg(parts.join(u" + "_s), Format::integer(sum));
}

} // namespace

QString Balance::mark() const
{
    switch (verdict) {
    case Verdict::Unknown: return Words::tr("not known");
    case Verdict::Holds: return Words::tr("balances");
    case Verdict::Fails:
        return Words::tr("does not balance by %1")
            .arg(Format::integer(std::abs(sumIn.value_or(0) - sumAccounted.value_or(0))));
    case Verdict::Mixed: return Words::tr("counted a moment apart");
    }
    return {};
}

QString Balance::sentence() const
{
    return Words::tr("%1; %2: %3")
        .arg(side(cameIn, sumIn), side(accountedFor, sumAccounted), mark());
}

Balance balanceOf(const SnapshotFeed &feed)
{
    const SessionSnapshot *session = feed.isUnknown() ? nullptr : feed.current();
    const Terms terms(session);
    Balance balance;
    balance.cameIn = sourcesOf(terms);
    balance.accountedFor = placesOf(terms);
    if (!session)
        return balance;
    balance.storing = session->queue.storing;
    *balance.accountedFor.front().count -= balance.storing;
    const Conservation sides = conservationOf(session->messages, session->queue);
    balance.sumIn = sides.cameIn;
    balance.sumAccounted = sides.accountedFor;
    balance.verdict = verdictOf(sides, feed.shownFrame()->tiers);
    return balance;
}

} // namespace Breakwater::Ui
