// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>

#include <QtCore/QString>

#include <optional>
#include <vector>

namespace Breakwater::Ui {

//! The clients that somebody opened, oldest first: of our own core, and of watched ones. Bounded:
//! a frame carries no more of them.
class OpenClients final
{
public:
    static constexpr std::size_t most = 16;

    struct Entry
    {
        SessionId source; //!< empty: our own core
        SessionId id;
        QString name;

        friend bool operator==(const Entry &a, const Entry &b)
        {
            return a.source == b.source && a.id == b.id;
        }
    };

    //! Returns the one that had to go for it; none when there was room, or it was open already.
    std::optional<Entry> open(const Entry &client);
    //! False when it is not open.
    bool close(const Entry &client);
    bool isOpen(const Entry &client) const;
    //! Those of one core.
    std::vector<Entry> of(const SessionId &source) const;

private:
    std::vector<Entry> m_entries;
};

} // namespace Breakwater::Ui
