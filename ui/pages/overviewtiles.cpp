// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/overviewtiles.h>

#include <ui/format/format.h>
#include <ui/models/lampstate.h>
#include <ui/models/snapshotfeed.h>
#include <ui/models/trend.h>
#include <ui/theme/sight.h>
#include <ui/widgets/breakerlamp.h>
#include <ui/widgets/queuegauge.h>
#include <ui/widgets/stattile.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include <array>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;
using Trust = StatTile::Trust;

namespace {

constexpr int gap = 6;
constexpr int oneRowFrom = 1080;
constexpr std::uint64_t enoughSamples = 20; //!< fewer say little about a percentile

Trust trustIn(std::uint64_t samples)
{
    if (samples == 0)
        return Trust::Unknown;
    return samples < enoughSamples ? Trust::Faint : Trust::Known;
}

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::OverviewTiles)
};

//! By a health page, or an older server.
QString notTold()
{
    return Words::tr("this server does not tell it");
}

QString sinceStart(const SessionSnapshot &session)
{
    const LatencySummary &total = session.sinceStart.total;
    const LatencySummary &known = total.count > 0 ? total : session.sinceStart.rtt;
    return known.count == 0 ? notTold()
                            : Words::tr("of the last seconds nothing is told; since its start %1")
                                  .arg(Format::duration(known.p99));
}

//! Of the last second, as the chart shows it; none when nothing is known yet.
std::optional<double> newest(const SourceHistory &history, Metric metric)
{
    const Series &series = history.series(metric);
    const auto last = series.lastSecond();
    const auto value = last ? series.lastBefore(*last, 3) : std::nullopt;
    return value ? std::optional<double>(*value) : std::nullopt;
}

} // namespace

OverviewTiles::OverviewTiles(SnapshotFeed &feed, QWidget *parent)
    : QWidget(parent), m_feed(feed), m_lamp(new BreakerLamp(this)),
      m_in(new StatTile(tr("In"), this)), m_out(new StatTile(tr("Out"), this)),
      m_p99(new StatTile(tr("Latency p99"), this)), m_failures(new StatTile(tr("Failures"), this)),
      m_retries(new StatTile(tr("Retries"), this)), m_rtt(new StatTile(tr("Round trip"), this)),
      m_unconfirmed(new QueueGauge(tr("Unconfirmed"), this)),
      m_queue(new QueueGauge(tr("Queue"), this)), m_parts{m_in,          m_out,     m_p99,
                                                          m_failures,    m_retries, m_rtt,
                                                          m_unconfirmed, m_queue}
{
    m_in->setExplanation(tr("messages received per second"));
    m_out->setExplanation(tr("messages written per second"));
    m_rtt->setExplanation(tr("the last answered ping"));
    m_unconfirmed->setExplanation(tr("written, and not confirmed yet"));
    // Fixed would hold it to one row's height: a size hint knows no width.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&feed, &SnapshotFeed::updated, this, &OverviewTiles::follow);
    connect(&feed, &SnapshotFeed::selectionChanged, this, &OverviewTiles::follow);
    connect(&feed, &SnapshotFeed::staleChanged, this, &OverviewTiles::follow);
    follow();
}

void OverviewTiles::follow()
{
    m_lamp->setState(lampState(m_feed)); // also tells people who do not look
    if (isOutOfSight(*this))
        return;
    const bool isTold = !m_feed.isStale() && m_feed.shownFrame();
    const SessionSnapshot *session = isTold ? m_feed.current() : nullptr;
    if (!session) {
        showNothing();
        return;
    }
    followRates(*session);
    followLatency(*session);
    followGauges(*session);
    followTrends();
}

void OverviewTiles::followRates(const SessionSnapshot &session)
{
    const RateSnapshot &rates = session.rates;
    m_in->setReading(Format::rate(newest(m_feed.history(), Metric::RateIn)));
    m_out->setReading(Format::rate(newest(m_feed.history(), Metric::RateOut)));
    // A core that just began has no rate before the end of its first performance period.
    const Snapshot &frame = *m_feed.shownFrame();
    const bool hasRates = !session.isPartial && frame.uptime >= frame.periods.performance;
    m_retries->setReading(Format::rate(rates.retries), hasRates ? Trust::Known : Trust::Unknown);
    const std::uint64_t calls = session.breaker.windowCalls;
    m_failures->setReading(Format::percent(rates.errorRate),
                           !rates.errorRate            ? Trust::Unknown
                               : calls < enoughSamples ? Trust::Faint
                                                       : Trust::Known);
    m_failures->setExplanation(session.isPartial
                                   ? notTold()
                                   : tr("of the breaker's calls; %1 in its window")
                                         .arg(Format::integer(static_cast<std::int64_t>(calls))));
    m_retries->setExplanation(session.isPartial ? notTold()
                                                : tr("messages written again per second"));
}

void OverviewTiles::followLatency(const SessionSnapshot &session)
{
    // Where nothing is confirmed, the pings are what there is.
    const bool ofMessages = session.period.total.count > 0;
    const LatencySummary &latency = ofMessages ? session.period.total : session.period.rtt;
    m_p99->setReading(Format::duration(latency.p99), trustIn(latency.count));
    const QString count = Format::integer(static_cast<std::int64_t>(latency.count));
    m_p99->setExplanation(session.isPartial ? sinceStart(session)
                              : ofMessages
                              ? tr("from acceptance to confirmation, %1 messages").arg(count)
                              : tr("round trips, %1 pings").arg(count));
    m_rtt->setReading(Format::duration(session.lastRtt),
                      session.lastRtt ? Trust::Known : Trust::Unknown);
}

void OverviewTiles::followGauges(const SessionSnapshot &session)
{
    const QueueSnapshot &queue = session.queue;
    m_unconfirmed->setReading(queue.unconfirmed, queue.maxMessages);
    m_queue->setReading(queue.queued, queue.maxMessages);
    QStringList more{tr("%1 of %2").arg(Format::bytes(queue.bytes), Format::bytes(queue.maxBytes))};
    if (queue.storing > 0)
        more += tr("%1 being stored").arg(Format::integer(queue.storing));
    if (queue.inDoubt > 0)
        more += tr("%1 in doubt").arg(Format::integer(queue.inDoubt));
    if (queue.oldestAge)
        more += tr("the oldest waits for %1").arg(Format::duration(queue.oldestAge));
    if (queue.counters.overflows > 0) {
        more += tr("%1 overflows")
                    .arg(Format::integer(static_cast<std::int64_t>(queue.counters.overflows)));
    }
    m_queue->setExplanation(more.join(u" · "_s));
}

void OverviewTiles::showNothing()
{
    for (StatTile *tile : {m_in, m_out, m_p99, m_failures, m_retries, m_rtt})
        tile->setReading({}, Trust::Unknown);
    for (QueueGauge *gauge : {m_unconfirmed, m_queue})
        gauge->setUnknown(m_feed.isStale() ? m_feed.age() : std::nullopt);
}

void OverviewTiles::followTrends()
{
    const std::array<std::pair<StatTile *, Metric>, 6> trends{{{m_in, Metric::RateIn},
                                                               {m_out, Metric::RateOut},
                                                               {m_p99, Metric::LatencyP99},
                                                               {m_failures, Metric::FailureRate},
                                                               {m_retries, Metric::RetryRate},
                                                               {m_rtt, Metric::Rtt}}};
    for (const auto &[tile, metric] : trends)
        tile->setTrend(lastMinute(m_feed, m_feed.selected(), metric));
}

int OverviewTiles::oneRowHeight() const
{
    return std::max(
        {m_lamp->sizeHint().height(), m_in->sizeHint().height(), m_queue->sizeHint().height()});
}

//! Of one of two rows.
int OverviewTiles::halfHeight() const
{
    return std::max(m_in->minimumSizeHint().height() + 10, m_queue->minimumSizeHint().height());
}

int OverviewTiles::heightForWidth(int width) const
{
    return width >= oneRowFrom ? oneRowHeight() : 2 * halfHeight() + gap;
}

QSize OverviewTiles::minimumSizeHint() const
{
    const int width
        = m_lamp->minimumSizeHint().width() + 4 * (m_queue->minimumSizeHint().width() + gap);
    return {width, oneRowHeight()};
}

QSize OverviewTiles::sizeHint() const
{
    return {1240, oneRowHeight()};
}

void OverviewTiles::placeRow(int first, int count, QRect room)
{
    // A gauge holds more than a tile.
    const auto weight = [this](int part) {
        return qobject_cast<QueueGauge *>(m_parts[static_cast<std::size_t>(part)]) ? 1.45 : 1.0;
    };
    double weights = 0;
    for (int part = first; part < first + count; ++part)
        weights += weight(part);
    const double shared = room.width() - gap * (count - 1);
    double left = room.left();
    for (int part = first; part < first + count; ++part) {
        const double right = left + shared * weight(part) / weights;
        m_parts[static_cast<std::size_t>(part)]->setGeometry(
            qRound(left), room.top(), qRound(right) - qRound(left), room.height());
        left = right + gap;
    }
}

void OverviewTiles::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    follow();
}

void OverviewTiles::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int count = static_cast<int>(m_parts.size());
    if (width() >= oneRowFrom) {
        const int lamp = std::clamp(width() / 5, 264, 320);
        m_lamp->setGeometry(0, 0, lamp, height());
        placeRow(0, count, rect().adjusted(lamp + gap, 0, 0, 0));
        return;
    }
    const int lamp = std::clamp(width() / 4, 200, 270);
    const int half = (height() - gap) / 2;
    m_lamp->setGeometry(0, 0, lamp, height());
    const QRect room(lamp + gap, 0, width() - lamp - gap, half);
    placeRow(0, count / 2, room);
    placeRow(count / 2, count - count / 2, room.translated(0, half + gap));
}

} // namespace Breakwater::Ui
