// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QHash>
#include <QtNetwork/QHostAddress>

#include <memory>

namespace Breakwater {

//! Who is in, in all and by address. An admission ends when its last copy is gone, and may outlive
//! this. Pure.
class Admissions final
{
public:
    //! Whether one more from there may come in. Loopback has no limit of its own.
    bool hasRoom(const QHostAddress &address, int mostInAll, int mostPerAddress) const;
    //! Counts it in until the returned pointer and all its copies are gone.
    std::shared_ptr<void> admit(const QHostAddress &address);
    int count() const { return m_state->all; }

private:
    struct State
    {
        int all = 0;
        QHash<QHostAddress, int> byAddress;
    };
    const std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace Breakwater
