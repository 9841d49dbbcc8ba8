// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/messagejournal.h>

namespace Breakwater {

void MessageJournal::add(EndedMessage &&ended)
{
    ended.message.payload = QByteArray();
    if (m_ring.size() < m_capacity)
        m_ring.push_back(std::move(ended));
    else
        m_ring[m_last % m_capacity] = std::move(ended);
    ++m_last;
}

} // namespace Breakwater
