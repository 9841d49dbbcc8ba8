// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/bench_sessions_idle.h>

#include <benchmarks/support/allocations.h>
#include <benchmarks/support/quiettransport.h>

#include <core/base/realtimesystem.h>
#include <core/serve/clientregistry.h>

namespace Breakwater::Bench {

namespace {

constexpr int warmingUp = 100; // what is allocated once is nobody's
constexpr int counted = 4000;

class NoListener final : public ClientListener
{
    void clientCame(const SessionId &, bool) override { }
    void clientLeft(const SessionId &) override { }
    void clientMessage(const SessionId &, const QByteArray &, PayloadKind) override { }
    void clientEvent(const SessionId &, Severity, const QString &, const QString &,
                     const QString &) override
    { }
};

//! Who comes speaks `breakwater.session.v1`, so that it has a token, too.
void come(ClientRegistry &registry)
{
    QuietTransport *link = nullptr;
    registry.adopt({.path = QStringLiteral("/"),
                    .subprotocol = QString::fromUtf16(ClientRegistry::subprotocol),
                    .peer = QStringLiteral("127.0.0.1 port 40001")},
                   [&](TransportListener &listener) {
                       auto made = std::make_unique<QuietTransport>(listener);
                       link = made.get();
                       return made;
                   });
    link->accept();
    link->answer();
}

} // namespace

double idleSessionBytes()
{
    RealTimeSystem time; // its timers are those of a server
    SeededRandom random(1);
    NoListener listener;
    StabilityConfig config;
    config.limits.clients = warmingUp + counted;
    ClientRegistry registry(config, {.time = time, .random = random, .listener = listener});
    for (int i = 0; i < warmingUp; ++i)
        come(registry);
    std::int64_t links = 0;
    std::int64_t histograms = 0;
    const std::int64_t before = liveHeap();
    for (int i = 0; i < counted; ++i)
        come(registry);
    const std::int64_t after = liveHeap();
    for (const auto &[id, session] : registry.sessions().all()) {
        links += static_cast<std::int64_t>(sizeof(QuietTransport));
        histograms += session->meter().set().thisPeriod.bytes();
    }
    const std::int64_t besides = (links + histograms) * counted / (warmingUp + counted);
    return static_cast<double>(after - before - besides) / counted;
}

} // namespace Breakwater::Bench
