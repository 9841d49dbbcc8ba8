// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/killharness.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>

namespace Breakwater::Test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Blow = KillPlan::Blow;

constexpr auto limit = 30s; // only bounds a failing run
constexpr int mostBlowsForLoss = 40;
constexpr std::size_t enoughFlow = 20; // messages that ended since the last blow

//! Like QTest::qWaitFor(), which sleeps between two looks; here the proxy and the load go on.
bool waitFor(const std::function<bool()> &condition)
{
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (condition())
            loop.exit(1);
    });
    look.start(5ms);
    QTimer::singleShot(limit, &loop, [&loop] { loop.exit(0); });
    return loop.exec() == 1;
}

} // namespace

KillHarness::KillHarness(const KillPlan &plan, std::uint64_t seed)
    : m_plan(plan), m_random(seed), m_server(plan, seed)
{
    m_report.seed = seed;
}

KillHarness::~KillHarness() = default;

StabilityConfig KillHarness::config() const
{
    StabilityConfig config = LiveSession::hurriedConfig();
    config.circuitBreaker.failureThreshold = 3;
    config.circuitBreaker.timeout = 200ms;
    config.circuitBreaker.timeoutMax = 400ms;
    config.reconnect.baseDelay = 30ms;
    config.reconnect.maxDelay = 150ms;
    config.delivery.confirm = m_plan.confirm;
    config.delivery.inDoubt = m_plan.inDoubt;
    // Where nothing is confirmed it lets through so and so many a second, and few would be hit.
    config.circuitBreaker.enabled = m_plan.confirm != ConfirmMode::None;
    if (m_plan.confirm == ConfirmMode::App)
        config.delivery.ackPointer = u"/ack/id"_qs;
    // A killed server is noticed by its end; only a frozen one by its silence.
    if (m_plan.blow != Blow::LongFreeze)
        config.connection.heartbeatInterval = 3s;
    return config;
}

KillReport KillHarness::run()
{
    QElapsedTimer clock;
    clock.start();
    if (const auto port = m_server.start()) {
        m_session = std::make_unique<LiveSession>(u"ws://127.0.0.1:%1/"_qs.arg(*port), config());
        m_book = std::make_unique<OutcomeBook>(m_session->host());
        m_load = std::make_unique<LoadSender>(m_session->host(), m_session->id(), m_plan.perSecond);
        m_load->start();
        if (strikeUntilEnough()) {
            drain();
            judge();
        }
    } else {
        fail(u"the server did not start: "_qs + m_server.said());
    }
    m_report.seconds = static_cast<double>(clock.elapsed()) / 1000;
    return m_report;
}

bool KillHarness::strikeUntilEnough()
{
    const bool untilLoss = m_plan.expected == KillPlan::Expected::Loss;
    while (m_report.blows < m_plan.blows) {
        if (!strike())
            return false;
    }
    while (untilLoss && m_report.blows < mostBlowsForLoss
           && DeliveryAudit::of(claims(), m_server.stored()).lost == 0) {
        if (!strike())
            return false;
    }
    return true;
}

bool KillHarness::strike()
{
    // One kill in four comes wherever it comes: while the link is down, or amid the replay.
    const bool isAnywhere
        = m_plan.blow == Blow::Kill && std::uniform_int_distribution(0, 3)(m_random) == 0;
    if (!isAnywhere && !waitForFlow())
        return false;
    pause(20, 350);
    ++m_report.blows;
    switch (m_plan.blow) {
    case Blow::Kill: return m_server.replace() || fail(u"no new server: "_qs + m_server.said());
    case Blow::ShortFreeze:
        m_server.freeze();
        pause(10, 150);
        m_server.thaw();
        return true;
    case Blow::LongFreeze: return freezeUntilGivenUp();
    }
    Q_UNREACHABLE();
}

bool KillHarness::freezeUntilGivenUp()
{
    m_server.freeze();
    const bool isGivenUp = m_session->waitUntil(
        [](const auto &seen) { return seen.connection != ConnectionState::Connected; });
    pause(0, 200);
    m_server.thaw();
    return isGivenUp || fail(u"a frozen server was not given up"_qs);
}

bool KillHarness::waitForFlow()
{
    const std::size_t before = m_book->ended();
    const bool flows = waitFor([&] {
        m_server.revive();
        return m_book->ended() >= before + enoughFlow;
    });
    return flows || fail(u"no message got through any more: "_qs + situation());
}

//! For people who wonder why it does not go on.
QString KillHarness::situation() const
{
    const SessionSnapshot &seen = m_session->seen();
    return u"connection %1 (%2), guarantee %3, breaker %4, %5 queued, %6 unconfirmed, %7 in doubt, "
           "%8 of %9 ended; %10"_qs
               .arg(toString(seen.connection), seen.connectionDetail, toString(seen.guarantee),
                    toString(seen.breaker.state))
               .arg(seen.queue.queued)
               .arg(seen.queue.unconfirmed)
               .arg(seen.queue.inDoubt)
               .arg(m_book->ended())
               .arg(m_load->accepted().size())
               .arg(m_server.said());
}

void KillHarness::pause(int atLeastMs, int atMostMs)
{
    const int length = std::uniform_int_distribution(atLeastMs, atMostMs)(m_random);
    QEventLoop loop;
    QTimer::singleShot(length, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

//! Nothing new; all that was accepted comes to its end, and the book has seen each end.
void KillHarness::drain()
{
    m_load->stop();
    const bool isDrained = waitFor([&] {
        m_server.revive();
        return m_load->isSettled() && m_book->ended() >= m_load->accepted().size();
    });
    if (!isDrained)
        fail(u"not everything came to an end: "_qs + situation());
}

void KillHarness::judge()
{
    using Expected = KillPlan::Expected;
    m_report.audit = DeliveryAudit::of(claims(), m_server.stored());
    m_report.complaints += m_report.audit.complaints(m_plan.expected != Expected::NothingLost);
    if (m_plan.expected == Expected::Loss && m_report.audit.lost == 0)
        fail(u"a harness that sees no loss here proves nothing elsewhere"_qs);
    if (m_plan.blow != Blow::ShortFreeze && m_plan.confirm != ConfirmMode::None
        && m_report.audit.inDoubt == 0)
        fail(u"no blow struck while messages were under way"_qs);
    if (m_book->hasGap())
        fail(u"the journal was too short to follow it"_qs);
    if (!m_load->unexpected().isEmpty())
        fail(u"a message was refused: "_qs + m_load->unexpected());
    judgeCounters();
}

//! The counters that people see say the same as the journal.
void KillHarness::judgeCounters()
{
    const DeliveryAudit &audit = m_report.audit;
    const bool agree = m_session->waitUntil([&](const SessionSnapshot &seen) {
        const auto &counted = seen.messages;
        return counted.accepted == static_cast<std::uint64_t>(audit.accepted)
            && counted.confirmed + counted.sentUnconfirmed
            == static_cast<std::uint64_t>(audit.confirmed)
            && counted.abandoned + counted.expiredInDoubt
            == static_cast<std::uint64_t>(audit.abandoned);
    });
    if (!agree)
        fail(u"the counters disagree with the journal: %1 accepted, %2 confirmed, %3 sent, "
             "%4 abandoned"_qs.arg(m_session->seen().messages.accepted)
                 .arg(m_session->seen().messages.confirmed)
                 .arg(m_session->seen().messages.sentUnconfirmed)
                 .arg(m_session->seen().messages.abandoned));
    const auto opened = m_session->seen().connections.opened;
    if (m_plan.blow == Blow::ShortFreeze && (opened != 1 || audit.duplicates > 0))
        fail(u"a moment's silence cost the link: %1 connections, %2 duplicates"_qs.arg(opened).arg(
            audit.duplicates));
}

std::vector<ClaimedMessage> KillHarness::claims() const
{
    std::vector<ClaimedMessage> result;
    for (const auto &id : m_load->accepted()) {
        const auto outcome = m_book->outcome(result.size());
        result.push_back({id, outcome ? std::optional(outcome->state) : std::nullopt,
                          outcome ? outcome->writings : 0});
    }
    return result;
}

bool KillHarness::fail(const QString &sentence)
{
    m_report.complaints.append(sentence);
    return false;
}

} // namespace Breakwater::Test
