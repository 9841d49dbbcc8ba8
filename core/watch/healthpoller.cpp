// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/healthpoller.h>

#include <core/net/dialsettings.h>

#include <QtCore/QStringList>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QNetworkRequest>
#include <QtNetwork/QSslError>

namespace Breakwater {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr Duration afterIncompatible = 60s;
constexpr int unhealthy = 503; // with a body, which says why

//! The system's proxies are asked by scheme, in words of WebSocket.
QUrl askedOfProxies(QUrl url)
{
    url.setScheme(url.scheme() == "https"_L1 ? u"wss"_qs : u"ws"_qs);
    return url;
}

QString remarksOn(const HealthReport &report)
{
    QStringList remarks;
    if (!report.isReady)
        remarks += u"It reports itself %1."_qs.arg(report.status);
    if (!report.whyStatusOnly.isEmpty())
        remarks += report.whyStatusOnly;
    return remarks.join(u' ');
}

} // namespace

void HealthPoller::LateDelete::operator()(QNetworkReply *reply) const
{
    reply->abort();
    reply->deleteLater();
}

HealthPoller::HealthPoller(const WatchTarget &target, const StabilityConfig &config,
                           const World &world)
    : m_endpoint(target.endpoint), m_config(config), m_world(world),
      m_status(target, world.listener), m_core(target.name), m_reconnect(config),
      m_timer(world.time.createTimer([this] { onWake(); }))
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setAutoDeleteReplies(false);
    m_network.setProxy(makeProxy(m_endpoint.proxy, askedOfProxies(m_endpoint.url)));
}

HealthPoller::~HealthPoller() = default;

void HealthPoller::start()
{
    if (m_status.connection() == ConnectionState::Idle)
        ask();
}

void HealthPoller::retryNow()
{
    if (m_reply)
        return;
    m_faults.reset();
    m_reconnect.reset();
    ask();
}

QNetworkRequest HealthPoller::request() const
{
    QNetworkRequest request = makeRequest(m_endpoint);
    for (const auto attribute :
         {QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::CookieSaveControlAttribute,
          QNetworkRequest::AuthenticationReuseAttribute})
        request.setAttribute(attribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // Said by us, Qt unpacks nothing: a small answer stays small.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("Accept", "application/json");
    if (!request.hasRawHeader("User-Agent"))
        request.setRawHeader("User-Agent", "Breakwater");
    return request;
}

void HealthPoller::ask()
{
    m_status.attemptBegins();
    if (m_status.connection() != ConnectionState::Connected)
        m_status.set(ConnectionState::Connecting, m_status.detail());
    QNetworkRequest asked = request();
    if (m_endpoint.url.scheme() == "https"_L1) {
        const auto tls = makeTlsConfiguration(m_endpoint.tls);
        if (!tls)
            return failed({.faultClass = FaultClass::Local, .sentence = tls.error().message});
        asked.setSslConfiguration(*tls);
    }
    m_tlsProblem.clear();
    watch(m_network.get(asked));
    // Qt's own timeout begins anew with every byte.
    m_timer->startAt(m_world.time.now() + m_config.connection.handshakeTimeout);
}

void HealthPoller::watch(QNetworkReply *reply)
{
    m_reply.reset(reply);
    m_ears = std::make_unique<QObject>();
    QObject *const ears = m_ears.get();
    reply->setReadBufferSize(mostHealthBodyBytes + 1);
    QObject::connect(reply, &QNetworkReply::metaDataChanged, ears, [this] { onArrived(); });
    QObject::connect(reply, &QNetworkReply::readyRead, ears, [this] { onArrived(); });
    QObject::connect(reply, &QNetworkReply::sslErrors, ears,
                     [this](const QList<QSslError> &errors) {
                         if (!errors.isEmpty())
                             m_tlsProblem = errors.front().errorString();
                     });
    QObject::connect(reply, &QNetworkReply::finished, ears, [this] { onFinished(); });
}

void HealthPoller::drop()
{
    m_ears.reset(); // not reply->disconnect(), which cuts the wires that its abort() needs
    m_reply.reset();
}

void HealthPoller::onWake()
{
    if (!m_reply)
        return ask();
    drop();
    failed(m_faults.classify({.tookTooLong = true}));
}

void HealthPoller::onArrived()
{
    const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (announced <= mostHealthBodyBytes && m_reply->bytesAvailable() <= mostHealthBodyBytes)
        return;
    drop();
    failed(m_faults.classify({.wasTooLarge = true}));
}

void HealthPoller::onFinished()
{
    const auto reply = std::move(m_reply);
    const QVariant status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    const bool isAnswered = status.isValid()
        && (reply->error() == QNetworkReply::NoError || status.toInt() == unhealthy);
    if (isAnswered && (status.toInt() == 200 || status.toInt() == unhealthy))
        return answered(reply->readAll(), status.toInt());
    PollEnd end{.error = reply->error(), .tlsProblem = m_tlsProblem};
    if (status.isValid() && (status.toInt() != 200 || reply->error() == QNetworkReply::NoError))
        end.status = status.toInt();
    failed(m_faults.classify(end));
}

void HealthPoller::answered(const QByteArray &body, int status)
{
    const auto report = readHealth(status, m_status.secrets().withoutSecrets(body));
    if (report)
        return takeIn(*report);
    if (report.error().kind == ErrorKind::Incompatible)
        return giveUpOn(report.error().message);
    if (status == unhealthy) // any proxy says so, too
        return failed(m_faults.classify({.status = status}));
    m_faults.reset();
    failed({.faultClass = FaultClass::Peer, .sentence = report.error().message});
}

void HealthPoller::takeIn(const HealthReport &report)
{
    const TimeSample at = m_world.time.sample();
    m_faults.reset();
    m_incompatible.clear();
    m_status.attemptsEnded();
    if (!m_upSince) {
        m_upSince = at.monotonic;
        m_status.tell(Severity::Info, u"Watching"_qs, m_endpoint.shownUrl());
    }
    m_status.setFresh(at.monotonic);
    bool isChange = report.status != m_health;
    if (isChange && (!m_health.isEmpty() || !report.isReady))
        m_status.tell(report.isReady ? Severity::Info : Severity::Warning, u"Health"_qs,
                      u"it reports itself %1"_qs.arg(report.status));
    m_health = report.status;
    if (report.snapshot)
        isChange = m_core.take(*report.snapshot, at) || isChange;
    scheduleAt(at.monotonic + m_config.watch.pollInterval, ConnectionState::Connected,
               remarksOn(report));
    m_status.setNextAttempt({}); // a poll that is due is no attempt to come back
    if (isChange)
        m_status.tellChanged();
}

void HealthPoller::failed(const Fault &fault)
{
    const MonotonicTime now = m_world.time.now();
    std::optional<Duration> upFor;
    if (m_upSince)
        upFor = now - *m_upSince;
    m_upSince.reset();
    m_health.clear();
    m_status.tell(Severity::Warning, upFor ? u"No longer answers"_qs : u"Cannot be watched"_qs,
                  fault.sentence);
    if (fault.faultClass != FaultClass::Refusal)
        return scheduleAt(now + m_reconnect.delayAfter(fault, upFor, m_world.random),
                          ConnectionState::BackingOff, fault.sentence);
    m_timer->stop();
    m_status.set(ConnectionState::Refused, fault.sentence);
}

void HealthPoller::giveUpOn(const QString &sentence)
{
    m_upSince.reset();
    m_health.clear();
    if (sentence != std::exchange(m_incompatible, sentence))
        m_status.tell(Severity::Error, u"Cannot be read"_qs, sentence);
    scheduleAt(m_world.time.now() + afterIncompatible, ConnectionState::Refused, sentence);
}

void HealthPoller::scheduleAt(MonotonicTime due, ConnectionState state, const QString &detail)
{
    m_timer->startAt(due);
    m_status.setNextAttempt(due);
    m_status.set(state, detail);
}

WatchedSource HealthPoller::look(TimeSample at)
{
    WatchedSource source = m_status.look(at);
    source.frame = m_core.frame();
    source.takenAt = m_core.takenAt();
    source.period = m_config.watch.pollInterval;
    return source;
}

void HealthPoller::configure(const StabilityConfig &config)
{
    m_config = config;
    m_reconnect.configure(config);
}

} // namespace Breakwater
