// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QString>
#include <QtGui/QAccessible>

#include <optional>

namespace Breakwater::Ui {

//! A painted widget that can say in words what it shows.
//!
//! It is asked when somebody listens, so that values may change every tick without an
//! announcement. A widget that derives from this calls becomeSpoken() in its constructor.
class Spoken
{
public:
    struct Value
    {
        double current = 0;
        double least = 0;
        double most = 0;
    };

    virtual ~Spoken() = default;

    virtual QAccessible::Role spokenRole() const = 0;
    //! All of it: "Fail %: 34.6 %".
    virtual QString spokenName() const = 0;
    //! More, for who asks.
    virtual QString spokenDescription() const { return {}; }
    //! Of something that has a scale; none when it is not known now.
    virtual std::optional<Value> spokenValue() const { return {}; }
};

//! Teaches Qt's accessibility about all spoken widgets, once.
void becomeSpoken();

} // namespace Breakwater::Ui
