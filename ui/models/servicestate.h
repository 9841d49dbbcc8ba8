// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/serviceboard.h>

#include <QtCore/QString>

#include <array>
#include <optional>
#include <vector>

namespace Breakwater::Ui {

//! Worst first.
enum class ServiceHealth {
    Failing,
    Erring, //!< some errors
    Quiet,  //!< no events for a while
    Healthy,
    Unknown, //!< no event yet, or nothing fresh from the server
};

//! What a card shows of one service, as words. Pure.
struct ServiceState
{
    //! A figure with its name.
    struct Figure
    {
        QString label;
        QString value;
        bool isFaint = false; //!< little stands behind it

        friend bool operator==(const Figure &, const Figure &) = default;
    };
    //! What is known beside the card.
    struct Moment
    {
        WallTime now{};
        std::optional<double> recentErrors; //!< share of the last minute's events; none without any
        bool isStale = false;
        std::optional<Duration> silentFor; //!< while stale; none when nothing ever came
    };
    enum Place { Events, Errors, Share, Volume, Mean, P50, P95, P99 };

    QString name;
    ServiceHealth health = ServiceHealth::Unknown; //!< Unknown while stale
    QString word;                                  //!< "Failing · 34.6 %"
    QString reason; //!< "34.6 % of the events in the last minute were errors"
    std::array<Figure, P99 + 1> figures;
    QString rate;      //!< of events
    QString lastEvent; //!< "3 s ago", "stale 12 s"
    QString responses; //!< what the response times are of
    bool isStale = false;

    friend bool operator==(const ServiceState &, const ServiceState &) = default;

    //! From these shares of errors on.
    static constexpr double erringFrom = 0.01;
    static constexpr double failingFrom = 0.1;
    static constexpr Duration quietAfter = std::chrono::minutes(1);
    //! Response times behind a percentile that means something.
    static constexpr std::uint64_t enoughSamples = 20;
};

ServiceState serviceState(const ServiceCard &card, const ServiceState::Moment &moment);
//! As if it were fresh: what cards are sorted by, so that they stay where they are when the server
//! falls silent.
ServiceHealth lastHealth(const ServiceCard &card, const ServiceState::Moment &moment);
//! "Failing".
QString serviceHealth(ServiceHealth health);

//! "6 services · 1 failing · 1 quiet".
QString servicesInWords(const std::vector<ServiceHealth> &healths);

//! Frames that were counted and not understood: "unknown types: 12 (last: foo) · unreadable: 3".
//! Empty when there are none.
QString oddFrames(const ServiceBoard &board);
//! The same at length.
QString oddFramesExplained(const ServiceBoard &board);
//! What the cards leave out; empty when that is nothing.
QString leftOut(const ServiceBoard &board);

} // namespace Breakwater::Ui
