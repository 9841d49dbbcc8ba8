// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/engine/enginefixture.h>

using namespace std::chrono_literals;

namespace Breakwater::Test {

namespace {

StabilityConfig quickBreaker()
{
    StabilityConfig config;
    config.circuitBreaker.failureThreshold = 2;
    config.circuitBreaker.timeout = 5s;
    return config;
}

} // namespace

EngineFixture::EngineFixture(Outbox *outbox)
    : engine(quickBreaker(), time, random, network, listener, outbox)
{
    network.answersPings = true;
}

void EngineFixture::open(const QString &name)
{
    engine.execute(
        OpenSession{{name}, name, *Endpoint::fromUrl(QStringLiteral("ws://127.0.0.1:9/"))});
}

void EngineFixture::connect()
{
    open(u"a"_qs);
    network.current()->accept();
    time.advance(100ms);
}

void EngineFixture::openTheBreaker()
{
    connect();
    network.current()->end(EndKind::ConnectionLost);
    time.advance(3s);
    network.current()->end(EndKind::ConnectFailed);
}

SendOutcome EngineFixture::send(const QString &name, const QByteArray &text)
{
    engine.execute(SendMessage{{name}, {.payload = text}, 1});
    return listener.answers.back().outcome;
}

} // namespace Breakwater::Test
