// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/bench_snapshot_core.h>

#include <benchmarks/support/firsttouch.h>

namespace Breakwater::Bench {

using namespace std::chrono_literals;

namespace {

constexpr int messages = 20;           // on a link, in a period
constexpr Duration betweenLinks = 2us; // their peers answer one after the other
constexpr Duration step = 100ms;       // no two ticks fall into it
constexpr int renewals = 6;            // periods, until the quantiles of all links were made

} // namespace

Core::Core(int sessions) : m_engine(StabilityConfig(), m_time, m_random, *this, *this)
{
    const Endpoint endpoint = *Endpoint::fromUrl(QStringLiteral("ws://127.0.0.1:9/"));
    for (int i = 0; i < sessions; ++i) {
        m_ids.push_back({QStringLiteral("link-%1").arg(i, 4, 10, QLatin1Char('0'))});
        m_engine.execute(OpenSession{m_ids.back(), m_ids.back().value, endpoint});
        m_links.back()->accept();
        m_links.back()->answer();
    }
    for (int i = 0; i < renewals; ++i) {
        carryTraffic();
        while (!tick().endsPeriod) { }
    }
}

void Core::carryTraffic()
{
    const QByteArray payload(64, 'x');
    for (int i = 0; i < messages; ++i) {
        for (const SessionId &id : m_ids)
            m_engine.execute(SendMessage{id, {.payload = payload}});
        for (std::size_t link = 0; link < m_links.size(); ++link) {
            m_time.advance(betweenLinks);
            m_links[(link + static_cast<std::size_t>(i) * 211) % m_links.size()]->answer();
        }
    }
}

Core::Tick Core::tick()
{
    double faults = 0;
    m_time.forget();
    while (!m_newest) {
        const double before = pageFaults();
        m_time.advance(step);
        m_newest = m_mailbox.take();
        faults = pageFaults() - before;
    }
    const Tick tick{m_time.longest(), faults, m_tiers.has(Tier::Performance)};
    for (QuietTransport *const link : m_links) {
        if (link->isAsked())
            link->answer();
    }
    if (tick.endsPeriod)
        m_frame = m_newest;
    m_newest.reset();
    return tick;
}

Core::Tick Core::tickAtOnce()
{
    m_isForced = !m_isForced;
    const auto value = m_isForced ? BreakerOverride::ForcedClosed : BreakerOverride::None;
    m_engine.execute(ForceBreaker{m_ids.front(), value, QStringLiteral("benchmark"), {}});
    return tick();
}

std::unique_ptr<Transport> Core::create(const Endpoint &, TransportListener &listener)
{
    auto made = std::make_unique<QuietTransport>(listener);
    m_links.push_back(made.get());
    return made;
}

void Core::frameReady(std::shared_ptr<Snapshot> frame)
{
    m_tiers = frame->tiers;
    m_mailbox.put(std::move(frame));
}

} // namespace Breakwater::Bench
