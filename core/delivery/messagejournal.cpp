// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/messagejournal.h>

namespace Breakwater {

void MessageJournal::add(EndedMessage &&ended)
{
    const std::int64_t bytes = ended.bytes;
    add(ended.session, std::move(ended.message), ended.how, ended.at, ended.why);
    m_ring[(m_last - 1) % m_capacity].bytes = bytes;
}

void MessageJournal::add(const SessionId &session, Message &&message, MessageState how,
                         MonotonicTime at, const QString &why)
{
    if (m_ring.size() < m_capacity)
        m_ring.emplace_back();
    // Written where it stays; the messages of one session mostly follow each other, and most end
    // well.
    EndedMessage &ended = m_ring[m_place];
    const QString &before = ended.session.value;
    if (before.constData() != session.value.constData() || before.size() != session.value.size())
        ended.session = session;
    ended.bytes = message.bytes();
    message.payload = QByteArray();
    ended.message = std::move(message);
    ended.how = how;
    ended.at = at;
    if (!why.isNull() || !ended.why.isNull())
        ended.why = why;
    ++m_last;
    m_place = m_place + 1 == m_capacity ? 0 : m_place + 1;
}

} // namespace Breakwater
