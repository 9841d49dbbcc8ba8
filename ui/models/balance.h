// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/states.h>

#include <QtCore/QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace Breakwater::Ui {

class SnapshotFeed;

//! Whether every message that came in is still somewhere, of what is selected, as the two sides of
//! a scale: what came in, and where all of it is.
struct Balance
{
    enum class Verdict {
        Unknown,
        Holds,
        Fails,
        Mixed //!< the sides are of different moments, so that a difference means nothing
    };
    struct Term
    {
        QString name;
        QString meaning;
        std::optional<std::int64_t> count; //!< none: not known
        std::optional<MessageState> state; //!< none: no state that a message can be in

        friend bool operator==(const Term &, const Term &) = default;
    };

    Verdict verdict = Verdict::Unknown;
    std::vector<Term> cameIn;
    std::vector<Term> accountedFor;
    std::optional<std::int64_t> sumIn;
    std::optional<std::int64_t> sumAccounted;
    std::int64_t storing = 0; //!< on neither side: not accepted yet

    //! "balances", "does not balance by 80".
    QString mark() const;
    //! All of it in one sentence: "accepted 100 + recovered 5 = 105; queued 15 + … = 105:
    //! balances".
    QString sentence() const;

    friend bool operator==(const Balance &, const Balance &) = default;
};

Balance balanceOf(const SnapshotFeed &feed);

} // namespace Breakwater::Ui
