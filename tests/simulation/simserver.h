// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/simulation/content.h>
#include <tests/simulation/simlink.h>

#include <deque>
#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

namespace Breakwater::Simulation {

//! How a server treats those who talk to it.
struct Manners
{
    enum class Pongs : std::uint8_t { All, NewestOnly, OldestOnly, None, EmptyPayload };

    Pongs pongs = Pongs::All;
    double pongLoss = 0;         //!< share of pongs that never leave
    Duration pongDelay{};        //!< at most; the oldest waiting ping decides when
    bool acknowledges = false;   //!< messages that bear an id, by a text of its own
    double ackLoss = 0;          //!< share of acknowledgements that never leave
    double ackTwice = 0;         //!< share of those that leave twice
    Duration ackDelay{};         //!< at most
    double refusal = 0;          //!< share of dials that end badly
    double stalledHandshake = 0; //!< share of dials that are never answered
    //! How long a message is only in the program's memory. Honest servers have none; with it a pong
    //! proves too much, and the simulation has to see that.
    Duration storeDelay{};
};

//! The model of a server: what it has received is durable, the rest dies with its process.
class SimServer final : public Peer
{
public:
    SimServer(const LinkWorld &world, const Manners &manners);
    ~SimServer() override;

    void dialled(SimLink &link) override;
    void arrived(SimLink &link, const Frame &frame) override;
    void lost(SimLink &link) override;

    //! What it has for good.
    bool has(std::uint64_t content) const { return m_durable.contains(content); }
    std::size_t openLinks() const { return m_visits.size(); }

    enum class Death : std::uint8_t { Loud, LoudAndLossy, Silent };
    //! The process ends and is back after `length`.
    void die(Death how, Duration length);
    //! Up at once, and with the best of manners from now on.
    void heal();
    void setManners(const Manners &manners) { m_manners = manners; }
    const Manners &manners() const { return m_manners; }

    void closeAll(int code);
    void sayToAll(const QByteArray &text);
    //! Pongs that nobody asked for.
    enum class Forgery : std::uint8_t { Random, Truncated, AnsweredBefore, OfAnEarlierLink };
    void forgePongs(Forgery how);

private:
    //! The server's end of one link.
    struct Visit
    {
        SimLink *link = nullptr;
        bool isClosing = false;        //!< our Close has left: nothing more is read or answered
        std::vector<QByteArray> pings; //!< not answered yet
        std::uint64_t number = 0;
    };

    Visit *visitOf(const SimLink &link);
    Visit *visitOf(std::uint64_t number);
    EndReason refusal();
    void take(Visit &visit, const Frame &frame);
    void store(SimLink &link, const Content &content);
    void acknowledge(SimLink &link, std::uint32_t explicitId);
    void pinged(Visit &visit, const QByteArray &payload);
    void answerPings(Visit &visit);
    void pong(Visit &visit, const QByteArray &payload);
    void close(Visit &visit, int code);

    LinkWorld m_world;
    Manners m_manners;
    std::vector<Visit> m_visits;
    std::unordered_set<std::uint64_t> m_durable;
    std::deque<QByteArray> m_oldPings; //!< payloads seen, on whatever link; the newest few
    std::optional<QByteArray> m_lastAnswered;
    MonotonicTime m_downUntil{};
    bool m_isSilentlyDown = false;
    std::uint64_t m_visitsMade = 0;
    std::uint64_t m_life = 0; //!< counts the process's starts
};

} // namespace Breakwater::Simulation
