// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/metricsstream.h>

#include <core/base/timesystem.h>
#include <core/net/transport.h>
#include <core/snapshot/snapshotjson.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>
#include <vector>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

//! One subscriber.
class Link final : private TransportListener
{
public:
    Link(const AcceptorListener::Adopt &adopt, std::function<QByteArray()> greeting)
        : m_greeting(std::move(greeting)), m_transport(adopt(*this))
    { }

    void send(const QByteArray &utf8) { m_transport->sendText(utf8); }
    void close(int code, const QString &reason) { m_transport->close(code, reason); }
    bool isGone() const { return m_isGone; }

private:
    void transportOpened(const QString &) override { send(m_greeting()); }
    void transportText(const QByteArray &) override { }
    void transportBinary(const QByteArray &) override { }
    void transportPong(const QByteArray &) override { }
    void transportDrained() override { }
    void transportEnded(const EndReason &) override { m_isGone = true; }

    const std::function<QByteArray()> m_greeting;
    bool m_isGone = false;
    const std::unique_ptr<Transport> m_transport;
};

} // namespace

class MetricsStream::Private
{
public:
    explicit Private(TimeSystem &system) : time(system) { }

    QByteArray greeting() const
    {
        return QJsonDocument(QJsonObject{{u"type"_qs, u"initial_stats"_qs},
                                         {u"data"_qs, latest ? toJson(*latest) : QJsonObject()},
                                         {u"timestamp"_qs, toIso8601(time.wallNow())}})
            .toJson(QJsonDocument::Compact);
    }

    TimeSystem &time;
    SnapshotPtr latest;
    std::vector<std::unique_ptr<Link>> links;
};

MetricsStream::MetricsStream(const StabilityConfig &, TimeSystem &time)
    : d(std::make_unique<Private>(time))
{ }

MetricsStream::~MetricsStream() = default;

void MetricsStream::adopt(const IncomingRequest &, const AcceptorListener::Adopt &adopt)
{
    std::erase_if(d->links, [](const auto &link) { return link->isGone(); });
    d->links.push_back(std::make_unique<Link>(adopt, [this] { return d->greeting(); }));
}

void MetricsStream::publish(const SnapshotPtr &frame)
{
    d->latest = frame;
}

void MetricsStream::configure(const StabilityConfig &) { }

void MetricsStream::setHistory(const SourceHistory *) { }

void MetricsStream::closeAll(int code, const QString &reason)
{
    for (const auto &link : d->links)
        link->close(code, reason);
}

void MetricsStream::breakAll()
{
    d->links.clear();
}

std::int64_t MetricsStream::subscribers() const
{
    return std::count_if(d->links.begin(), d->links.end(),
                         [](const auto &link) { return !link->isGone(); });
}

std::uint64_t MetricsStream::framesSkipped() const
{
    return 0;
}

} // namespace Breakwater
