// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/serving.h>

#include <app/cli/faultreport.h>

#include <core/snapshot/jsonvalue.h>
#include <core/snapshot/snapshotjson.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <algorithm>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;
using App::ExitCode;

namespace {

constexpr int goingAway = 1001;
constexpr Duration goodbyeLook = std::chrono::milliseconds(20);

QJsonObject asJson(const GatewayCounters &counters)
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
    : m_options(options), m_config(config), m_words(options.isJson),
      m_budget(config.queue.totalMaxBytes), m_gateway(config, m_time, m_random, m_budget, nullptr),
      m_demo(m_gateway, config, m_time, m_random),
      m_goodbye(m_time.createTimer([this] { onGoodbye(); }))
{
    m_demo.onStep([this](const OutageScript::Step &step, const QString &sentence) {
        tell(toString(step.to), sentence, {{u"kind"_qs, QString(toString(step.kind))}});
    });
}

Expected<void> Serving::start(const AcceptorOptions &acceptor)
{
    AcceptorOptions own = acceptor;
    if (m_options.faults)
        own.port = 0; // the port that was asked for is the proxy's
    auto url = m_options.isDemo ? m_demo.start(own) : m_gateway.start(own, {.echo = true});
    if (url && m_options.faults)
        url = startFaults(*url, acceptor.port);
    if (!url)
        return Unexpected<>(url.error());
    tell(u"listening"_qs, tr("Listening on %1").arg(url->toString()),
         {{u"url"_qs, url->toString()}});
    if (m_faults)
        tellOfFaults();
    return {};
}

Expected<QUrl> Serving::startFaults(const QUrl &server, quint16 port)
{
    m_faults = std::make_unique<FaultProxy>(*m_options.faults, m_time, m_random);
    m_faults->onStrike([this](const LinkFault &fault, const QString &client) {
        tell(u"fault"_qs, tr("Fault for %1: %2.").arg(client, toString(fault)),
             {{u"client"_qs, client}, {u"fault"_qs, toString(fault)}});
    });
    const auto listening = m_faults->listen({.host = server.host(),
                                             .port = port,
                                             .targetHost = server.host(),
                                             .targetPort = static_cast<quint16>(server.port())});
    if (!listening)
        return Unexpected<>(listening.error());
    QUrl front = server;
    front.setPort(*listening);
    return front;
}

void Serving::tellOfFaults()
{
    const QStringList sentences = m_options.faults->sentences();
    const QString seed = QString::number(m_faults->seed());
    tell(u"faults"_qs, tr("Faults are in force; seed=%1 repeats their chances.").arg(seed),
         {{u"seed"_qs, seed}, {u"plan"_qs, QJsonArray::fromStringList(sentences)}});
    for (const QString &sentence : sentences)
        m_words.line(u"  "_qs + sentence);
}

ExitCode Serving::exec()
{
    m_loop.exec();
    const GatewayCounters served = m_gateway.counters();
    QString sentence = tr("Stopped after %1, %2 received, %3 echoed.")
                           .arg(counted(served.connections, "%1 connection", "%1 connections"),
                                counted(served.received, "%1 message", "%1 messages"))
                           .arg(served.echoed);
    QJsonObject more{{u"counters"_qs, asJson(served)}};
    if (m_faults) {
        sentence += u' ' + sentenceFor(m_faults->counts());
        more[u"faults"_qs] = asJson(m_faults->counts());
    }
    tell(u"stopped"_qs, sentence, more);
    return m_code;
}

void Serving::stop()
{
    const QString reason = u"shutting down"_qs;
    if (m_faults)
        m_faults->close();
    if (m_options.isDemo)
        m_demo.stop(goingAway, reason);
    else
        m_gateway.goDown(goingAway, reason);
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

int Serving::clients() const
{
    const int served = m_gateway.clients();
    // The goodbye of the server may still be on its way through the proxy.
    return m_faults ? std::max(served, m_faults->connections()) : served;
}

} // namespace Breakwater::Cli
