// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/admissions.h>

namespace Breakwater {

namespace {

//! ::ffff:192.0.2.1 is 192.0.2.1.
QHostAddress plain(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 value = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(value) : address;
}

} // namespace

bool Admissions::hasRoom(const QHostAddress &address, int mostInAll, int mostPerAddress) const
{
    if (m_state->all >= mostInAll)
        return false;
    const QHostAddress from = plain(address);
    return from.isLoopback() || m_state->byAddress.value(from) < mostPerAddress;
}

std::shared_ptr<void> Admissions::admit(const QHostAddress &address)
{
    const QHostAddress from = plain(address);
    m_state->all += 1;
    m_state->byAddress[from] += 1;
    return {m_state.get(), [state = m_state, from](void *) {
                state->all -= 1;
                if (--state->byAddress[from] == 0)
                    state->byAddress.remove(from);
            }};
}

} // namespace Breakwater
