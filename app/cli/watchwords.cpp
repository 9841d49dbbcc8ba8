// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/watchwords.h>

#include <app/cli/latency.h>
#include <app/cli/words.h>

#include <core/base/text.h>
#include <core/snapshot/snapshotjson.h>

#include <QtCore/QRegularExpression>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostReasons = 4; // of one outage
const QString unknown = u"—"_qs;

QString right(const QString &text, int width)
{
    return text.rightJustified(width);
}

QString counted(const std::optional<std::uint64_t> &count)
{
    return count ? QString::number(*count) : unknown;
}

//! Nobody told a polled source's rates, and a core that just began has none for a period.
bool knowsRates(const Snapshot &frame)
{
    return !frame.engine.isPartial && frame.uptime >= frame.periods.performance;
}

QString rate(const Snapshot &frame, double value)
{
    return knowsRates(frame) ? u"%1/s"_qs.arg(value, 0, 'f', 1) : unknown;
}

QString breakerOf(const SessionSnapshot &all)
{
    return QString(toString(all.breaker.effectiveState())).replace(u'_', u'-');
}

//! Configured links; clients are beside them. A health page tells of all connections together.
QString linksOf(const Snapshot &frame)
{
    if (frame.engine.isPartial)
        return u"%1/%2"_qs.arg(frame.active).arg(unknown);
    return u"%1/%2"_qs.arg(frame.active - frame.serving.connected)
        .arg(frame.totalSessions() - frame.serving.clients);
}

QString clientsOf(const Snapshot &frame)
{
    const bool isTold = !frame.engine.isPartial && !frame.serving.url.isEmpty();
    return isTold ? QString::number(frame.serving.connected) : unknown;
}

QString totalsOf(const Snapshot &frame)
{
    const MessageCounters &messages = frame.engine.messages;
    return u"  received %1  sent %2  confirmed %3  failed %4  rss %5 MiB"_qs.arg(messages.received)
        .arg(messages.sent)
        .arg(messages.confirmed)
        .arg(messages.failed)
        .arg(static_cast<double>(frame.memory.rssBytes) / (1024.0 * 1024.0), 0, 'f', 0);
}

QString spoken(Duration length)
{
    const double seconds = toSeconds(length);
    return u"%1 s"_qs.arg(seconds, 0, 'f', seconds < 10 ? 1 : 0);
}

QString asSentence(const QString &detail)
{
    QString sentence = sanitised(detail);
    if (sentence.isEmpty())
        return sentence;
    sentence[0] = sentence[0].toUpper();
    const bool isEnded
        = sentence.endsWith(u'.') || sentence.endsWith(u'?') || sentence.endsWith(u'!');
    return isEnded ? sentence : sentence + u'.';
}

} // namespace

QString lineOf(const WatchedSource &source, Tier tier)
{
    const Snapshot &frame = *source.frame;
    const SessionSnapshot &all = frame.engine;
    const LatencySnapshot &latencies = all.isPartial ? all.sinceStart : all.period;
    const QString time = source.takenAt ? toIso8601(*source.takenAt) : unknown;
    QString line
        = u"%1  %2  up %3  clients %4  in %5  out %6  p99 %7  queued %8  unconfirmed %9"_qs.arg(
            time, breakerOf(all).leftJustified(9), right(linksOf(frame), 5),
            right(clientsOf(frame), 5), right(rate(frame, all.rates.received), 10),
            right(rate(frame, all.rates.sent), 10), right(latency(latencies.total.p99, 1), 10),
            right(QString::number(all.queue.queued), 5),
            right(QString::number(all.queue.unconfirmed), 5));
    return tier == Tier::Aggregate ? line + totalsOf(frame) : line;
}

QString lineOf(const ServiceCard &card, WallTime at)
{
    const QString share = !card.errors || card.events.value_or(0) == 0
        ? unknown
        : u"%1 %"_qs.arg(100.0 * static_cast<double>(*card.errors)
                             / static_cast<double>(*card.events),
                         0, 'f', 1);
    return u"%1  %2  events %3  errors %4 (%5)  mean %6  p95 %7  bytes %8"_qs.arg(
        toIso8601(at), card.name.leftJustified(16), right(counted(card.events), 8),
        right(counted(card.errors), 6), right(share, 7),
        right(latency(card.responseTime.mean, 1), 10), right(latency(card.responseTime.p95, 1), 10),
        right(counted(card.bytes), 10));
}

QString WatchWords::hear(const WatchedSource &source, MonotonicTime now)
{
    const Phase phase = phaseOf(source, now);
    if (phase == m_phase)
        return onSamePhase(source);
    const std::optional<Phase> before = std::exchange(m_phase, phase);
    return onPhase(source, before, now);
}

WatchWords::Phase WatchWords::phaseOf(const WatchedSource &source, MonotonicTime now) const
{
    const bool isThere = source.connection == ConnectionState::Connected;
    if (source.connection == ConnectionState::Refused)
        return Phase::Refused;
    if (!source.age)
        return source.detail.isEmpty() ? Phase::Dialling
            : isThere                  ? Phase::Speechless
                                       : Phase::Unreachable;
    if (source.isStale())
        return Phase::Stale;
    // A link that is back has to bring something before the numbers are live.
    const bool wasLost = m_phase == Phase::Lost || m_phase == Phase::Stale;
    return isThere && (!wasLost || *source.age < now - m_lostAt) ? Phase::Live : Phase::Lost;
}

QString WatchWords::onPhase(const WatchedSource &source, std::optional<Phase> before,
                            MonotonicTime now)
{
    const bool wasLost = before == Phase::Lost || before == Phase::Stale;
    if (*m_phase == Phase::Live || before == Phase::Live)
        m_said.clear();
    if (before == Phase::Live)
        m_lostAt = now - source.age.value_or(Duration::zero());
    const QString reason = isNews(source.detail) ? u' ' + asSentence(source.detail) : QString();
    switch (*m_phase) {
    case Phase::Dialling: return before ? QString() : tr("Dialling %1.").arg(source.url);
    case Phase::Unreachable: return tr("Cannot watch %1 yet; trying on.").arg(source.url) + reason;
    case Phase::Speechless:
        return tr("Connected to %1, which says nothing of itself so far.").arg(source.url) + reason;
    case Phase::Lost: return tr("Lost %1; trying to get it back.").arg(source.name) + reason;
    case Phase::Stale:
        return tr("Stale: nothing from %1 for %2.").arg(source.name, spoken(*source.age)) + reason;
    case Phase::Refused:
        return tr("Refused by %1.").arg(source.name) + reason
            + (source.nextAttemptIn ? tr(" Trying again in %1.").arg(spoken(*source.nextAttemptIn))
                                    : QString());
    case Phase::Live: break;
    }
    m_wasTroubled = false;
    const QString how
        = source.kind == WatchKind::Stream ? tr("by its stream") : tr("by polling its health");
    return (wasLost ? tr("Live again after %1: %2.").arg(spoken(now - m_lostAt), source.name)
                    : tr("Watching %1, %2.").arg(source.url, how))
        + reason;
}

QString WatchWords::onSamePhase(const WatchedSource &source)
{
    if (*m_phase == Phase::Dialling)
        return {};
    const bool isTroubled = !source.health.isEmpty() && source.health != "healthy"_L1;
    if (std::exchange(m_wasTroubled, isTroubled) && !isTroubled && *m_phase == Phase::Live) {
        m_said.clear();
        return tr("%1: It reports itself healthy.").arg(source.name);
    }
    return isNews(source.detail) ? source.name + u": "_qs + asSentence(source.detail) : QString();
}

//! Once each, whatever the numbers in it.
bool WatchWords::isNews(const QString &reason)
{
    static const QRegularExpression numbers(u"[0-9.]+"_qs);
    const QString key = QString(reason).remove(numbers);
    if (reason.isEmpty() || m_said.contains(key) || m_said.size() >= mostReasons)
        return false;
    m_said.append(key);
    return true;
}

} // namespace Breakwater::Cli
