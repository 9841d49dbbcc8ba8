// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>

#include <QtCore/QObject>

namespace Breakwater::Ui {

class SnapshotFeed;

//! Shows the session when there is just one, and goes back to what is left when the one shown is
//! gone. With several, what somebody chose or opened last stays chosen.
class AutoSelect final : public QObject
{
    Q_OBJECT

public:
    explicit AutoSelect(SnapshotFeed &feed, QObject *parent = nullptr);

    //! Somebody just opened it: it is shown as soon as it is there.
    void expect(const SessionId &id);

private:
    void follow();

    SnapshotFeed &m_feed;
    SessionId m_only;     //!< the last one that was alone
    SessionId m_expected; //!< empty: none
};

} // namespace Breakwater::Ui
