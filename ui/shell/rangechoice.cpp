// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/rangechoice.h>

#include <QtCore/QCoreApplication>

namespace Breakwater::Ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(RangeChoice)
};

} // namespace

const std::array<RangeChoice, 6> &rangeChoices()
{
    static const std::array<RangeChoice, 6> choices{{{60, Words::tr("Last 1 min")},
                                                     {300, Words::tr("Last 5 min")},
                                                     {900, Words::tr("Last 15 min")},
                                                     {3600, Words::tr("Last 1 h")},
                                                     {21'600, Words::tr("Last 6 h")},
                                                     {86'400, Words::tr("Last 24 h")}}};
    return choices;
}

} // namespace Breakwater::Ui
