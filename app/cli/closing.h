// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/cli/health.h>

#include <core/session/shutdownreport.h>

#include <QtCore/QJsonObject>

#include <vector>

namespace Breakwater::Cli {

//! What became of a probe between its document's moment and its end.
struct Closing
{
    ShutdownReport report;
    // Of the whole run.
    std::uint64_t discarded = 0; //!< dropped, failed, or expired while they waited
    std::uint64_t inDoubt = 0;   //!< written, and given up before a confirmation: perhaps delivered
    std::uint64_t sent = 0;      //!< written where nothing confirms
    bool hasOpened = false;      //!< the link, at any time

    std::uint64_t unconfirmed() const { return inDoubt + sent; }
};

//! `last` is the engine's last frame.
Closing closingOf(const ShutdownReport &report, const Snapshot &last);
//! The member `closing` of the document.
QJsonObject asJson(const Closing &closing);
//! What there is to say about it; often nothing.
std::vector<QString> sentencesFor(const Closing &closing);
//! The verdict at the document's moment, corrected by what happened since.
Diagnosis corrected(const Diagnosis &before, const Closing &closing);

} // namespace Breakwater::Cli
