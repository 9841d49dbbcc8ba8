// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <QtCore/QString>

namespace Breakwater::Ui {

class SnapshotFeed;

//! What a banner has to say about what is selected.
struct BannerState
{
    enum class Kind {
        Nothing,
        Hint,   //!< worth knowing; may be dismissed
        Silent, //!< the source sends no frames: nothing on screen is fresh
        Trouble
    } kind
        = Kind::Nothing;
    QString text;
    bool offersRetry = false;
    bool offersEdit = false;

    friend bool operator==(const BannerState &, const BannerState &) = default;
};

//! The link is down although it should be up. A first attempt under way is none.
bool isTroubled(const SessionSnapshot &session);
//! The same of what is watched: also when it is stale, or cannot be read.
bool isTroubled(const SnapshotFeed &feed, const WatchedSource &source);

BannerState bannerState(const SnapshotFeed &feed);

} // namespace Breakwater::Ui
