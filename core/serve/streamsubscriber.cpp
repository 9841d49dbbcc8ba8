// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/streamsubscriber.h>

#include <core/base/overloaded.h>
#include <core/serve/streamwriter.h>

#include <algorithm>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr int policyViolation = 1008;
constexpr int tryAgainLater = 1013;

//! Of `limits.subscriber_backlog`: with less than this in a transport there is room for one more
//! frame.
constexpr std::int64_t shareOfBacklog(const StabilityConfig &config)
{
    return std::max<std::int64_t>(1, config.limits.subscriberBacklog / 2);
}

QString nameOf(const StreamCommand &command)
{
    return std::visit(Overloaded{
                          [](const SubscribeCommand &) { return u"subscribe"_qs; },
                          [](const GetStatsCommand &) { return u"get_stats"_qs; },
                          [](const RecentEventsCommand &) { return u"get_recent_events"_qs; },
                          [](const HistoryCommand &history) { return history.name; },
                          [](const ExportCommand &) { return u"export"_qs; },
                          [](const PingCommand &) { return u"ping"_qs; },
                      },
                      command);
}

bool isCostly(const StreamCommand &command)
{
    return std::holds_alternative<SubscribeCommand>(command)
        || std::holds_alternative<HistoryCommand>(command);
}

Unexpected<StreamRefusal> tooMany(int perSecond, const QString &what, const QString &command = {})
{
    return Unexpected<StreamRefusal>(StreamRefusal{
        command,
        u"More than %1 %2 in a second; this one was not obeyed."_qs.arg(perSecond).arg(what)});
}

} // namespace

StreamSubscriber::StreamSubscriber(World world, const AcceptorListener::Adopt &adopt,
                                   const StabilityConfig &config)
    : m_world(std::move(world)), m_transport(adopt(*this)),
      m_patience(m_world.time.createTimer([this] { onPatienceEnded(); })),
      m_pulseTimer(m_world.time.createTimer([this] { feelPulse(); })), m_pulse(config.connection),
      m_mostBacklog(shareOfBacklog(config))
{ }

void StreamSubscriber::configure(const StabilityConfig &config)
{
    m_mostBacklog = shareOfBacklog(config);
    m_pulse.configure(config.connection);
    if (isHere() && m_pulse.nextWake())
        m_pulseTimer->startAt(*m_pulse.nextWake());
}

void StreamSubscriber::tell(const QByteArray &news)
{
    if (m_phase != Phase::Served)
        return;
    m_news.push_back(news);
    if (m_news.size() > mostNews) {
        m_news.pop_front();
        ++m_newsSkipped;
    }
}

//! What changed outside the tiers is of the realtime tier: how links and breakers are.
void StreamSubscriber::frameMade(TierSet tiers)
{
    const TierSet wished{static_cast<std::uint8_t>(tiers.bits & m_wish.tiers.bits)};
    const bool isWished
        = !wished.isEmpty() || (tiers.isEmpty() && m_wish.tiers.has(Tier::Realtime));
    if (m_phase != Phase::Served || !isWished)
        return;
    if (m_due)
        ++m_framesSkipped;
    else
        m_due = TierSet{};
    m_due->add(wished);
}

void StreamSubscriber::pump()
{
    if (m_isPumping)
        return;
    m_isPumping = true;
    while (isHere() && m_transport->isOpen() && !isFull()) {
        const auto frame = next();
        if (!frame)
            break;
        m_transport->sendText(*frame);
    }
    m_isPumping = false;
    watchReading();
}

void StreamSubscriber::close(int code, const QString &reason)
{
    if (!isHere())
        return;
    m_phase = Phase::Closing;
    m_patience->stop();
    m_pulseTimer->stop();
    m_questions.clear();
    m_news.clear();
    m_transport->close(code, reason); // the end may come from within
}

void StreamSubscriber::transportOpened(const QString &)
{
    m_phase = Phase::Greeting;
    m_pulse.opened(m_world.time.now());
    m_pulseTimer->startAt(*m_pulse.nextWake());
    pump();
}

void StreamSubscriber::transportText(const QByteArray &utf8)
{
    heard();
    ask([&] { return readStreamCommand(utf8); });
}

void StreamSubscriber::transportBinary(const QByteArray &)
{
    heard();
    ask([] {
        return Unexpected<StreamRefusal>(
            StreamRefusal{{}, u"A command is a text message, not a binary one."_qs});
    });
}

void StreamSubscriber::transportPong(const QByteArray &)
{
    heard();
}

void StreamSubscriber::transportDrained()
{
    heard();
    pump();
}

void StreamSubscriber::transportEnded(const EndReason &)
{
    m_phase = Phase::Ended;
    m_patience->stop();
    m_pulseTimer->stop();
    m_world.ended();
}

//! Questions of one who does not read wait; whoever asks on and on then floods, too.
void StreamSubscriber::ask(const std::function<Question()> &read)
{
    if (!isHere())
        return;
    const auto verdict = m_budget.take(m_world.time.now());
    if (verdict == StreamBudget::Verdict::Flood || m_questions.size() == mostQuestions)
        return close(policyViolation, u"Too many commands."_qs);
    if (verdict == StreamBudget::Verdict::Refused)
        m_questions.push_back(tooMany(StreamBudget::commandsPerSecond, u"commands"_qs));
    else
        m_questions.push_back(judged(read()));
    pump();
}

Expected<StreamCommand, StreamRefusal> StreamSubscriber::judged(Question question)
{
    if (question && isCostly(*question) && !m_budget.takeCostly(m_world.time.now()))
        return tooMany(StreamBudget::costlyPerSecond, u"of these commands"_qs, nameOf(*question));
    return question;
}

std::optional<QByteArray> StreamSubscriber::next()
{
    if (m_phase == Phase::Arriving || !m_world.documents.latest())
        return {};
    if (std::exchange(m_phase, Phase::Served) == Phase::Greeting)
        return m_world.documents.initialStats();
    if (!m_questions.empty()) {
        const Question question = std::move(m_questions.front());
        m_questions.pop_front();
        return answerTo(question);
    }
    if (!m_news.empty()) {
        const QByteArray news = std::move(m_news.front());
        m_news.pop_front();
        const std::uint64_t skipped = std::exchange(m_newsSkipped, 0);
        return skipped == 0 ? news : withSkippedEvents(news, skipped);
    }
    if (const auto due = std::exchange(m_due, {}))
        return m_world.documents.snapshot(*due, m_wish.sessions);
    return {};
}

QByteArray StreamSubscriber::answerTo(const Question &question)
{
    StreamDocuments &documents = m_world.documents;
    if (!question)
        return documents.refused(question.error());
    return std::visit(
        Overloaded{
            [&](const SubscribeCommand &wish) { return subscribe(wish); },
            [&](const GetStatsCommand &) { return documents.stats(); },
            [&](const RecentEventsCommand &recent) { return documents.recentEvents(recent.limit); },
            [&](const HistoryCommand &history) { return documents.history(history); },
            [&](const ExportCommand &) { return documents.exported(); },
            [&](const PingCommand &) { return documents.pong(); },
        },
        *question);
}

//! The first frame of the new wish follows at once.
QByteArray StreamSubscriber::subscribe(const SubscribeCommand &wish)
{
    if (m_world.documents.othersThanLinks(wish.sessions) > StreamDocuments::mostClients)
        return m_world.documents.refused(
            {u"subscribe"_qs,
             u"'sessions' may name %1 that are not links of this core, not more."_qs.arg(
                 StreamDocuments::mostClients)});
    if (!m_world.documents.affords(wish.tiers, wish.sessions))
        return m_world.documents.busy(u"subscribe"_qs);
    m_wish = wish;
    m_due = wish.tiers.isEmpty() ? std::nullopt : std::optional(wish.tiers);
    return m_world.documents.subscribed(wish);
}

void StreamSubscriber::watchReading()
{
    if (!isHere() || !isFull())
        return m_patience->stop();
    const std::int64_t backlog = m_transport->backlogBytes();
    if (m_patience->isActive() && backlog >= m_leastBacklog)
        return;
    m_leastBacklog = backlog;
    m_patience->startAt(m_world.time.now() + patience);
}

void StreamSubscriber::heard()
{
    m_pulse.heard(m_world.time.now());
}

//! Of one whose backlog is full nothing is asked: the ping would wait behind it, and m_patience
//! runs.
void StreamSubscriber::feelPulse()
{
    if (!isHere())
        return;
    if (isFull())
        heard();
    switch (m_pulse.onTimer(m_world.time.now())) {
    case StreamPulse::Verdict::Nothing: break;
    case StreamPulse::Verdict::PingDue: m_transport->ping(QByteArrayLiteral("breakwater")); break;
    case StreamPulse::Verdict::Gone: return close(tryAgainLater, u"No ping was answered."_qs);
    }
    if (const auto next = m_pulse.nextWake(); next && isHere())
        m_pulseTimer->startAt(*next);
}

void StreamSubscriber::onPatienceEnded()
{
    close(tryAgainLater, u"Nothing was read for half a minute."_qs);
}

} // namespace Breakwater
