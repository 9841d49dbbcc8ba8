// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/echoserver.h>

#include <core/base/logging.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>
#include <cmath>

namespace Breakwater {

using namespace Qt::StringLiterals;

EchoServer::EchoServer(const StabilityConfig &config, TimeSystem &time)
    : m_time(time), m_acceptor(config, time, *this),
      m_traffic(time.createTimer([this] { onTraffic(); }))
{
    m_policy.mostBacklog = config.limits.sendBufferBytes / 2;
}

EchoServer::~EchoServer() = default;

Expected<QUrl> EchoServer::start(const EchoOptions &options)
{
    m_options = options;
    const auto port = m_acceptor.listen(options.acceptor);
    if (!port)
        return Unexpected<>(port.error());
    m_options.acceptor.port = *port;
    startTraffic();
    QUrl url;
    url.setScheme(options.acceptor.tls ? u"wss"_qs : u"ws"_qs);
    url.setHost(options.acceptor.host);
    url.setPort(*port);
    url.setPath(u"/"_qs);
    return url;
}

void EchoServer::goDown(int closeCode, const QString &reason)
{
    m_acceptor.close();
    m_traffic->stop();
    // A link may end, and leave m_links, while it is told to close.
    std::vector<EchoLink *> leaving;
    for (const auto &link : m_links)
        leaving.push_back(link.get());
    for (EchoLink *link : leaving)
        link->close(closeCode, reason);
}

void EchoServer::breakDown()
{
    m_acceptor.close();
    m_traffic->stop();
    for (const auto &link : m_links)
        link->abort();
    m_links.clear();
}

Expected<void> EchoServer::comeBack(bool isWarming)
{
    m_policy.isSilent = false;
    const auto port = m_acceptor.listen(m_options.acceptor);
    if (!port)
        return Unexpected<>(port.error());
    if (isWarming)
        m_acceptor.pause();
    startTraffic();
    return {};
}

void EchoServer::warmedUp()
{
    m_acceptor.resume();
}

void EchoServer::clientArrived(const IncomingRequest &request, const Adopt &adopt)
{
    qCInfo(bwServe).noquote() << u"A client connected from %1."_qs.arg(request.peer);
    m_links.push_back(
        std::make_unique<EchoLink>(adopt, m_policy, [this](EchoLink &link) { linkEnded(link); }));
}

void EchoServer::linkEnded(EchoLink &link)
{
    std::erase_if(m_links, [&](const auto &candidate) { return candidate.get() == &link; });
}

void EchoServer::onTraffic()
{
    startTraffic();
    if (m_policy.isSilent || m_links.empty())
        return;
    const qint64 unixMilliseconds = m_time.wallNow().time_since_epoch().count();
    const QJsonObject message{{u"sequence"_qs, static_cast<qint64>(++m_sequence)},
                              {u"time_ms"_qs, unixMilliseconds},
                              {u"clients"_qs, clients()}};
    const QByteArray text = QJsonDocument(message).toJson(QJsonDocument::Compact);
    for (const auto &link : m_links)
        m_policy.counters.traffic += link->sendText(text) ? 1 : 0;
}

void EchoServer::startTraffic()
{
    if (m_options.trafficPerSecond > 0)
        m_traffic->startAt(m_time.now() + Duration(std::llround(1e9 / m_options.trafficPerSecond)));
}

} // namespace Breakwater
