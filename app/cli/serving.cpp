// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/serving.h>

#include <app/cli/faultreport.h>

#include <core/snapshot/jsonvalue.h>
#include <core/snapshot/snapshotjson.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;
using App::ExitCode;

namespace {

constexpr Duration longestStart = std::chrono::seconds(20);
constexpr Duration goodbyeLook = std::chrono::milliseconds(20);
constexpr Duration longestGoodbye = std::chrono::seconds(10);

QJsonObject asJson(const ServingSnapshot &serving)
{
    using JsonValue::number;
    const ServingCounters &counters = serving.counters;
    return {{u"connections"_qs, number(serving.accepted)},
            {u"refused"_qs, number(serving.refused)},
            {u"received"_qs, number(counters.received)},
            {u"received_bytes"_qs, number(counters.receivedBytes)},
            {u"echoed"_qs, number(counters.echoed)},
            {u"broadcast"_qs, number(counters.broadcast)},
            {u"unanswered"_qs, number(counters.unanswered)},
            {u"traffic"_qs, number(counters.traffic)}};
}

//! Of the many things in the event log, those that the one at the terminal waits for, or has to
//! know.
bool isForTheOperator(const Event &event)
{
    return event.severity != Severity::Info || event.source == "health"_L1
        || event.source == "demo"_L1;
}

QString sentenceFor(const Event &event)
{
    if (event.source == "health"_L1 && event.severity == Severity::Info)
        return tr("Health and metrics on %1/").arg(event.detail);
    if (event.source == "demo"_L1 || event.source == "health"_L1 || event.detail.isEmpty())
        return event.detail.isEmpty() ? event.title : event.detail;
    const QString where = event.sessionName.isEmpty() ? QString() : event.sessionName + u": "_qs;
    return where + event.title + u": "_qs + event.detail;
}

} // namespace

Serving::Serving(const ServeOptions &options, const StabilityConfig &config)
    : m_options(options), m_words(options.isJson), m_engine(config),
      m_deadline(m_time.createTimer([this] { m_loop.quit(); })),
      m_goodbye(m_time.createTimer([this] { onGoodbye(); }))
{
    connect(&m_engine, &EngineHost::snapshotReady, this,
            [this](const SnapshotPtr &frame) { tellOfEvents(*frame); });
    connect(&m_engine, &EngineHost::shutdownFinished, this, &Serving::onGoodbye);
}

QString Serving::whatBecameOfThem(const ServingCounters &counters) const
{
    QStringList parts;
    if (m_options.isEcho || m_options.isDemo)
        parts.append(tr("%1 echoed").arg(counters.echoed));
    if (m_options.isBroadcast)
        parts.append(counted(counters.broadcast, "%1 copy handed on", "%1 copies handed on"));
    return parts.join(u", "_qs);
}

Expected<void> Serving::start(const AcceptorOptions &acceptor)
{
    AcceptorOptions own = acceptor;
    if (m_options.faults)
        own.port = 0; // the port that was asked for is the proxy's
    auto url = open(own);
    if (url && m_options.faults)
        url = startFaults(*url, acceptor.port);
    if (!url)
        return Unexpected<>(url.error());
    m_isListening = true;
    tell(u"listening"_qs, tr("Listening on %1").arg(url->toString()),
         {{u"url"_qs, url->toString()}});
    if (m_faults)
        tellOfFaults();
    return {};
}

Expected<QUrl> Serving::open(const AcceptorOptions &acceptor)
{
    // The first answer counts: health that is not served as asked for comes before that of clients.
    std::optional<ServingAnswer> answer;
    QEventLoop loop;
    const auto take = [&](const ServingAnswer &given) {
        answer = answer.value_or(given);
        loop.quit();
    };
    connect(&m_engine, &EngineHost::servingAnswered, &loop, take);
    connect(&m_engine, &EngineHost::commandFailed, &loop,
            [&](const QString &sentence) { take({.url = {}, .sentence = sentence}); });
    const auto patience = m_time.createTimer([&loop] { loop.quit(); });
    patience->startAt(m_time.now() + longestStart);
    m_engine.post(
        StartServing{.acceptor = acceptor,
                     .behaviour = {.echo = m_options.isEcho, .broadcast = m_options.isBroadcast},
                     .isDemo = m_options.isDemo});
    loop.exec();
    if (!answer)
        return Unexpected<>(Error{ErrorKind::Network, tr("The server did not start in time.")});
    if (answer->url.isEmpty())
        return Unexpected<>(Error{ErrorKind::Network, answer->sentence});
    return answer->url;
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

void Serving::tellOfEvents(const Snapshot &frame)
{
    if (!m_isListening)
        return;
    for (const Event &event : *frame.events) {
        if (event.sequence <= m_lastEvent)
            continue;
        m_lastEvent = event.sequence;
        if (isForTheOperator(event))
            tell(u"event"_qs, sentenceFor(event), toJson(event));
    }
}

ExitCode Serving::exec()
{
    if (!m_isStopping && !m_couldNotWrite)
        m_loop.exec();
    tellOfTheEnd();
    return m_couldNotWrite ? ExitCode::Failure : ExitCode::Fine;
}

void Serving::tellOfTheEnd()
{
    const SnapshotPtr last = m_engine.latest();
    const ServingSnapshot served = last ? last->serving : ServingSnapshot{};
    QString sentence = tr("Stopped after %1, %2 received, %3.")
                           .arg(counted(served.accepted, "%1 connection", "%1 connections"),
                                counted(served.counters.received, "%1 message", "%1 messages"),
                                whatBecameOfThem(served.counters));
    if (served.refused > 0)
        sentence += u' '
            + tr("%1 sent away at the door.").arg(counted(served.refused, "%1 was", "%1 were"));
    QJsonObject more{{u"counters"_qs, asJson(served)}};
    if (m_faults) {
        sentence += u' ' + sentenceFor(m_faults->counts());
        more[u"faults"_qs] = asJson(m_faults->counts());
    }
    tell(u"stopped"_qs, sentence, more);
}

void Serving::stop()
{
    if (m_isStopping)
        return m_loop.quit();
    m_isStopping = true;
    m_engine.shutdown(longestGoodbye);
    m_deadline->startAt(m_time.now() + longestGoodbye + std::chrono::seconds(1));
}

//! The engine is done; its goodbye may still be on its way through the proxy.
void Serving::onGoodbye()
{
    if (!m_faults || m_faults->connections() == 0)
        m_loop.quit();
    else
        m_goodbye->startAt(m_time.now() + goodbyeLook);
}

void Serving::tell(const QString &event, const QString &sentence, QJsonObject more)
{
    if (!m_options.isJson)
        return m_words.say(sentence);
    more[u"event"_qs] = event;
    if (!more.contains(u"at"_qs))
        more[u"at"_qs] = toIso8601(m_time.wallNow());
    if (m_couldNotWrite)
        return;
    const auto written = writeOut(QJsonDocument(more).toJson(QJsonDocument::Compact) + '\n');
    if (written)
        return;
    m_couldNotWrite = true;
    complain(written.error().message);
    stop();
}

} // namespace Breakwater::Cli
