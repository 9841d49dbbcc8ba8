// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QStringList>

namespace Breakwater {
struct SessionSnapshot;
}

namespace Breakwater::Ui {

//! The clients that somebody wants to see.
struct ClientFilter
{
    //! All of them must occur in name, id or address, upper or lower case.
    QStringList words;
    // One of those chosen is enough; none chosen: any client.
    bool connected = false;
    bool away = false;
    bool failing = false;

    bool accepts(const SessionSnapshot &client) const;
    bool isActive() const { return !words.isEmpty() || connected || away || failing; }

    friend bool operator==(const ClientFilter &, const ClientFilter &) = default;
};

//! As ServingSnapshot::failing counts them: breaker not closed, or queue above high water.
bool isFailing(const SessionSnapshot &client);

} // namespace Breakwater::Ui
