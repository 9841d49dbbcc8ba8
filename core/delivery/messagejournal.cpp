// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/messagejournal.h>

namespace Breakwater {

void MessageJournal::add(EndedMessage &&ended)
{
    ++m_last;
    ended.message.payload = QByteArray();
    if (m_kept.size() >= m_capacity)
        m_kept.pop_front();
    if (m_capacity > 0)
        m_kept.push_back(std::move(ended));
}

} // namespace Breakwater
