// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/outbox.h>

namespace Breakwater::Simulation {

//! Sees what a ledger wishes of its outbox.
class OutboxWitness
{
public:
    virtual ~OutboxWitness() = default;

    virtual void taken(const SessionId &session, const std::vector<OutboxRow> &rows) = 0;
    virtual void storing(const SessionId &session, const OutboxRow &row) = 0;
};

//! Passes each wish on to the real outbox.
class OutboxTap final : public Outbox
{
public:
    OutboxTap(Outbox &outbox, OutboxWitness &witness) : m_outbox(outbox), m_witness(witness) { }

    std::vector<OutboxRow> take(const SessionId &session) override
    {
        auto rows = m_outbox.take(session);
        m_witness.taken(session, rows);
        return rows;
    }
    void giveBack(const SessionId &session, std::vector<OutboxRow> rows) override
    {
        m_outbox.giveBack(session, std::move(rows));
    }
    OutboxKey newKey() override { return m_outbox.newKey(); }
    void forget(OutboxClient &client) override { m_outbox.forget(client); }
    void store(const SessionId &session, OutboxRow row, OutboxClient &client) override
    {
        m_witness.storing(session, row);
        m_outbox.store(session, std::move(row), client);
    }
    void markWritten(const std::vector<OutboxKey> &keys, OutboxClient &client) override
    {
        m_outbox.markWritten(keys, client);
    }
    void noteRefusals(OutboxKey key, std::uint32_t refusals) override
    {
        m_outbox.noteRefusals(key, refusals);
    }
    void remove(OutboxKey key) override { m_outbox.remove(key); }

private:
    Outbox &m_outbox;
    OutboxWitness &m_witness;
};

} // namespace Breakwater::Simulation
