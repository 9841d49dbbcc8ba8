// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/engine.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/manualtimesystem.h>
#include <tests/support/scriptednetwork.h>

#include <QtCore/QStringList>

#include <memory>
#include <vector>

namespace Breakwater::Test {

//! Notes what an engine says.
class EngineNotes final : public EngineListener
{
public:
    void frameReady(std::shared_ptr<Snapshot> frame) override { frames.push_back(frame); }
    void sendAnswered(const SendAnswer &answer) override { answers.push_back(answer); }
    void messageSeen(const SessionId &, const QByteArray &payload, bool, qint64 size) override
    {
        seen += payload;
        seenSize = size;
    }
    void configApplied(const StabilityConfig &config) override { applied.push_back(config); }
    void messagesFound(const MessagePagePtr &page) override { pages.push_back(page); }
    void commandFailed(const QString &sentence) override { complaints += sentence; }
    void servingAnswered(const ServingAnswer &answer) override { serving.push_back(answer); }
    void clientCame(const SessionId &client, bool) override { came += client.value; }
    void clientLeft(const SessionId &client) override { left += client.value; }
    void clientMessage(const SessionId &, const QByteArray &payload, PayloadKind) override
    {
        fromClients += payload;
    }
    void shutdownFinished(const ShutdownReport &report) override { reports.push_back(report); }

    std::vector<SnapshotPtr> frames;
    std::vector<SendAnswer> answers;
    QByteArrayList seen;
    qint64 seenSize = 0;
    std::vector<StabilityConfig> applied;
    QStringList complaints;
    std::vector<ServingAnswer> serving;
    QStringList came;
    QStringList left;
    QByteArrayList fromClients;
    std::vector<ShutdownReport> reports;
    std::vector<MessagePagePtr> pages;
};

//! One engine on a scripted network under manual time; the peer answers pings at once.
class EngineFixture
{
public:
    explicit EngineFixture(Outbox *outbox = nullptr);

    void open(const QString &name);
    //! Session "a" is open, accepted and seen.
    void connect();
    //! … and then lost until its breaker opens.
    void openTheBreaker();
    SendOutcome send(const QString &name, const QByteArray &text);
    SnapshotPtr last() const { return listener.frames.back(); }

    ManualTimeSystem time;
    FixedRandom random;
    ScriptedNetwork network;
    EngineNotes listener;
    Engine engine;
};

} // namespace Breakwater::Test
