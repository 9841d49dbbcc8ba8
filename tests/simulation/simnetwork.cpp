// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/simnetwork.h>

#include <core/net/endpoint.h>

#include <QtCore/QUtf8StringView>

#include <algorithm>

namespace Breakwater::Simulation {

namespace {

//! What the core holds; the link outlives it.
class SimTransport final : public Transport
{
public:
    explicit SimTransport(SimLink &link) : m_link(link) { }
    ~SimTransport() override { m_link.abort(); }

    void open() override { m_link.open(); }
    void close(int code, const QString &) override { m_link.close(code); }
    void abort() override { m_link.abort(); }
    bool isOpen() const override { return m_link.isOpen(); }
    bool sendText(const QByteArray &utf8) override
    {
        return QUtf8StringView(utf8).isValidUtf8() && m_link.send(Frame::Kind::Text, utf8);
    }
    bool sendBinary(const QByteArray &payload) override
    {
        return m_link.send(Frame::Kind::Binary, payload);
    }
    void ping(const QByteArray &payload) override { m_link.ping(payload); }
    std::int64_t backlogBytes() const override { return m_link.backlog(); }

private:
    SimLink &m_link;
};

} // namespace

SimNetwork::SimNetwork(const LinkWorld &world, const StabilityConfig &config,
                       std::vector<Place> &places)
    : m_world(world), m_config(config.connection), m_places(places)
{ }

SimNetwork::~SimNetwork() = default;

std::unique_ptr<Transport> SimNetwork::create(const Endpoint &endpoint, TransportListener &listener)
{
    const int index = endpoint.url.path().at(1).digitValue();
    Place &place = m_places.at(static_cast<std::size_t>(index));
    const auto id = static_cast<std::uint32_t>(m_links.size()) + 1;
    m_links.push_back(std::make_unique<SimLink>(id, index, m_world, *place.peer, place.conditions,
                                                m_config, listener));
    return std::make_unique<SimTransport>(*m_links.back());
}

int SimNetwork::aliveAt(int place) const
{
    return static_cast<int>(
        std::count_if(m_links.begin(), m_links.end(), [place](const auto &link) {
            return link->place == place && link->isAlive();
        }));
}

} // namespace Breakwater::Simulation
