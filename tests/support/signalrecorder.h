// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QObject>

#include <tuple>
#include <type_traits>
#include <vector>

namespace Breakwater::Test {

//! Records every emission of one signal as a tuple of its arguments, with their real types:
//!
//!     SignalRecorder ended(&object, &Thing::ended);
//!     QCOMPARE(ended.size(), 1);
//!     QCOMPARE(std::get<0>(ended.at(0)), expected);
template <class... Args> class SignalRecorder final
{
public:
    using Emission = std::tuple<std::decay_t<Args>...>;

    template <class Sender, class Class>
    SignalRecorder(const Sender *sender, void (Class::*signal)(Args...))
    {
        QObject::connect(sender, signal, &m_context,
                         [this](Args... args) { m_emissions.emplace_back(args...); });
    }

    int size() const { return static_cast<int>(m_emissions.size()); }
    bool isEmpty() const { return m_emissions.empty(); }
    const Emission &at(int index) const { return m_emissions.at(static_cast<std::size_t>(index)); }
    const Emission &last() const { return m_emissions.back(); }
    const std::vector<Emission> &all() const { return m_emissions; }
    void clear() { m_emissions.clear(); }

private:
    std::vector<Emission> m_emissions;
    QObject m_context; // goes first: nothing is recorded into a vector that is gone
};

template <class Sender, class Class, class... Args>
SignalRecorder(const Sender *, void (Class::*)(Args...)) -> SignalRecorder<Args...>;

} // namespace Breakwater::Test
