// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/healthserver.h>

#include <core/base/text.h>
#include <core/http/tokenfile.h>

#include <QtHttpServer/QAbstractHttpServer>
#include <QtHttpServer/QHttpServerRequest>
#include <QtHttpServer/QHttpServerResponder>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QTcpSocket>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

struct ListenPlace
{
    QString host; //!< as written, with the brackets of IPv6
    QHostAddress address;
    quint16 port = 0;
};

Unexpected<Error> badAddress(const QString &listen, QStringView why)
{
    return Unexpected<>(Error{ErrorKind::BadArgument,
                              u"Cannot serve health on '%1': %2"_qs.arg(sanitised(listen), why)});
}

Expected<ListenPlace> placeOf(const QString &listen)
{
    const auto colon = listen.lastIndexOf(u':');
    bool isPort = false;
    ListenPlace place;
    place.host = listen.left(std::max<qsizetype>(colon, 0));
    place.port = listen.mid(colon + 1).toUShort(&isPort);
    if (colon <= 0 || !isPort)
        return badAddress(listen, u"write host:port, for example 127.0.0.1:8081.");
    const bool isBracketed = place.host.startsWith(u'[') && place.host.endsWith(u']');
    place.address = place.host == "localhost"_L1
        ? QHostAddress(QHostAddress::LocalHost)
        : QHostAddress(isBracketed ? place.host.mid(1, place.host.size() - 2) : place.host);
    if (place.address.isNull())
        return badAddress(listen,
                          u"the host is not an IP address of this machine; write for "
                          "example 127.0.0.1:8081.");
    return place;
}

HttpRequest requestFrom(const QHttpServerRequest &request)
{
    return {.isHead = request.method() == QHttpServerRequest::Method::Head,
            .path = request.url().path(),
            .query = request.query(),
            .host = request.value("Host"),
            .origin = request.value("Origin"),
            .authorization = request.value("Authorization")};
}

void write(const HttpAnswer &answer, bool isHead, QHttpServerResponder &responder)
{
    responder.writeStatusLine(static_cast<QHttpServerResponder::StatusCode>(answer.status));
    responder.writeHeaders({{"Content-Type", answer.contentType},
                            {"Content-Length", QByteArray::number(answer.body.size())},
                            {"Cache-Control", "no-store"},
                            {"X-Content-Type-Options", "nosniff"},
                            {"Connection", "close"}});
    for (const auto &[name, value] : answer.headers)
        responder.writeHeader(name, value);
    // Qt would send the body of a HEAD, too.
    responder.writeBody(isHead ? QByteArray() : answer.body);
}

} // namespace

//! Parses and writes HTTP; hears of a connection only what the door lets in.
class HealthServer::Library final : public QAbstractHttpServer
{
public:
    explicit Library(const HealthPages &pages) : m_pages(pages) { }

private:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override
    {
        const HttpRequest asked = requestFrom(request);
        auto responder = makeResponder(request, socket);
        write(m_pages.answer(asked), asked.isHead, responder);
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QTcpSocket *socket) override
    {
        socket->disconnectFromHost(); // Qt alone would leave the client waiting
    }

    const HealthPages &m_pages;
};

HealthServer::HealthServer(TimeSystem &time) : m_time(time) { }

HealthServer::~HealthServer() = default;

Expected<quint16> HealthServer::start(const StabilityConfig &config, const HttpDoor::Limits &limits)
{
    stop();
    const QString listen = config.http.listen.value_or(u"127.0.0.1:8081"_qs);
    const auto place = placeOf(listen);
    if (!place)
        return Unexpected<>(place.error());
    auto rules = rulesFor(config, place->host, place->address.isLoopback());
    if (!rules)
        return Unexpected<>(rules.error());

    auto pages = std::make_unique<HealthPages>(config, AccessGate(std::move(*rules)), m_time);
    auto library = std::make_unique<Library>(*pages);
    auto *door = new HttpDoor(m_time, limits, library.get());
    if (!door->listen(place->address, place->port))
        return Unexpected<>(
            Error{ErrorKind::Network,
                  u"Cannot serve health on %1: %2."_qs.arg(listen, door->errorString())});
    library->bind(door);
    pages->setSnapshot(m_snapshot);
    m_pages = std::move(pages);
    m_library = std::move(library);
    m_url = u"http://%1:%2"_qs.arg(place->host).arg(door->serverPort());
    return door->serverPort();
}

Expected<AccessGate::Rules> HealthServer::rulesFor(const StabilityConfig &config,
                                                   const QString &host, bool isLoopback)
{
    const StabilityConfig::Http &http = config.http;
    AccessGate::Rules rules{.listenHost = host,
                            .allowedHosts = http.allowedHosts,
                            .allowedOrigins = http.allowedOrigins};
    if (!http.tokenFile && !isLoopback)
        return Unexpected<>(Error{ErrorKind::BadConfig,
                                  u"Other machines could read health on '%1' without a token. Set "
                                  "http.token_file, or listen on 127.0.0.1."_qs.arg(host)});
    if (!http.tokenFile)
        return rules;
    auto file = readTokenFile(*http.tokenFile);
    if (!file)
        return Unexpected<>(file.error());
    rules.token = file->token;
    if (!file->warning.isEmpty())
        m_warnings.append(file->warning);
    return rules;
}

void HealthServer::stop()
{
    m_library.reset();
    m_pages.reset();
    m_url.clear();
    m_warnings.clear();
}

QString HealthServer::url() const
{
    return m_url;
}

void HealthServer::setSnapshot(SnapshotPtr snapshot)
{
    m_snapshot = std::move(snapshot);
    if (m_pages)
        m_pages->setSnapshot(m_snapshot);
}

void HealthServer::setConfig(const StabilityConfig &config)
{
    if (m_pages)
        m_pages->setConfig(config);
}

void HealthServer::setStopping()
{
    if (m_pages)
        m_pages->setStopping();
}

} // namespace Breakwater
