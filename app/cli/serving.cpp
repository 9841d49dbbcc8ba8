// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/serving.h>

#include <core/snapshot/jsonvalue.h>
#include <core/snapshot/snapshotjson.h>

#include <QtCore/QJsonDocument>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;
using App::ExitCode;

namespace {

constexpr int goingAway = 1001;
constexpr Duration goodbyeLook = std::chrono::milliseconds(20);

QJsonObject asJson(const EchoCounters &counters)
{
    using JsonValue::number;
    return {{u"connections"_qs, number(counters.connections)},
            {u"received"_qs, number(counters.received)},
            {u"received_bytes"_qs, number(counters.receivedBytes)},
            {u"echoed"_qs, number(counters.echoed)},
            {u"unanswered"_qs, number(counters.unanswered)},
            {u"traffic"_qs, number(counters.traffic)}};
}

} // namespace

Serving::Serving(const ServeOptions &options, const StabilityConfig &config)
    : m_options(options), m_config(config), m_words(options.isJson), m_echo(config, m_time),
      m_demo(config, m_time, m_random), m_goodbye(m_time.createTimer([this] { onGoodbye(); }))
{
    m_demo.onStep([this](const OutageScript::Step &step, const QString &sentence) {
        tell(toString(step.to), sentence, {{u"kind"_qs, QString(toString(step.kind))}});
    });
}

Expected<void> Serving::start(const AcceptorOptions &acceptor)
{
    const auto url = m_options.isDemo ? m_demo.start(acceptor)
                                      : m_echo.start({.acceptor = acceptor, .trafficPerSecond = 0});
    if (!url)
        return Unexpected<>(url.error());
    tell(u"listening"_qs, tr("Listening on %1").arg(url->toString()),
         {{u"url"_qs, url->toString()}});
    return {};
}

ExitCode Serving::exec()
{
    m_loop.exec();
    const EchoCounters served = counters();
    tell(u"stopped"_qs,
         tr("Stopped after %1 connections, %2 messages received, %3 echoed.")
             .arg(served.connections)
             .arg(served.received)
             .arg(served.echoed),
         {{u"counters"_qs, asJson(served)}});
    return m_code;
}

void Serving::stop()
{
    const QString reason = u"shutting down"_qs;
    if (m_options.isDemo)
        m_demo.stop(goingAway, reason);
    else
        m_echo.goDown(goingAway, reason);
    m_latestEnd = m_time.now() + m_config.connection.closeTimeout + std::chrono::seconds(1);
    onGoodbye();
}

void Serving::onGoodbye()
{
    const MonotonicTime now = m_time.now();
    if (clients() == 0 || now >= m_latestEnd)
        m_loop.quit();
    else
        m_goodbye->startAt(now + goodbyeLook);
}

void Serving::tell(const QString &event, const QString &sentence, QJsonObject more)
{
    if (!m_options.isJson)
        return m_words.say(sentence);
    more[u"event"_qs] = event;
    more[u"at"_qs] = toIso8601(m_time.wallNow());
    const auto written = writeOut(QJsonDocument(more).toJson(QJsonDocument::Compact) + '\n');
    if (written)
        return;
    complain(written.error().message);
    m_code = ExitCode::Failure;
    m_loop.quit();
}

EchoCounters Serving::counters() const
{
    return m_options.isDemo ? m_demo.counters() : m_echo.counters();
}

int Serving::clients() const
{
    return m_options.isDemo ? m_demo.clients() : m_echo.clients();
}

} // namespace Breakwater::Cli
