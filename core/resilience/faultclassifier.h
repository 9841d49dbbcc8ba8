// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/endreason.h>
#include <core/base/states.h>

#include <QtCore/QString>

namespace Breakwater {

//! What an end means for breaker and reconnecting.
struct Fault
{
    FaultClass faultClass = FaultClass::None;
    bool serverRestart = false;  //!< 1001, 1012 … 1014: many clients come back at once
    bool connectionLost = false; //!< cut without a Close: the same, if the link had been stable
    bool wasTimeout = false;     //!< a handshake, heartbeat or idle link that ran out of time
    //! For people: what happened, and what to do where something can be done. Never names the
    //! place; the session does.
    QString sentence{};
};

//! Pure, except that it remembers how many 404s came in a row: the third one is a refusal.
class FaultClassifier final
{
public:
    Fault classify(const EndReason &reason);
    //! A link opened, or the user said "retry": the count of 404s starts afresh.
    void reset() { m_notFound = 0; }

private:
    int m_notFound = 0;
};

} // namespace Breakwater
