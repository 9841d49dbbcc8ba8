// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>

namespace Breakwater::Cli {

//! One line of a remote core's newest numbers, in columns; "—" for what is not known. The line of
//! the aggregate tier has the totals behind it.
QString lineOf(const WatchedSource &source, Tier tier);
//! One line of a service, in columns; `at` is when it was looked at.
QString lineOf(const ServiceCard &card, WallTime at);

//! What there is to say about the watching itself: a sentence when something changed, never one per
//! attempt. In an outage each reason is said once.
class WatchWords final
{
public:
    //! Empty when there is nothing new.
    QString hear(const WatchedSource &source, MonotonicTime now);

private:
    enum class Phase : std::uint8_t {
        Dialling,    //!< nothing is known yet
        Unreachable, //!< nothing was ever seen, and there is a reason
        Speechless,  //!< it is there and says nothing that can be read
        Live,
        Lost,  //!< no link; the numbers are not old yet
        Stale, //!< what was last seen is old, link or no link
        Refused,
    };

    Phase phaseOf(const WatchedSource &source, MonotonicTime now) const;
    QString onPhase(const WatchedSource &source, std::optional<Phase> before, MonotonicTime now);
    QString onSamePhase(const WatchedSource &source);
    bool isNews(const QString &reason);

    std::optional<Phase> m_phase;
    QStringList m_said; //!< reasons and remarks since the phase was last Live, or not
    MonotonicTime m_lostAt{};
    bool m_wasTroubled = false; //!< a health page told of trouble
};

} // namespace Breakwater::Cli
