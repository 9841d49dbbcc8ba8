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
    std::uint64_t discarded = 0;   //!< of the whole run: dropped, abandoned, failed, expired
    std::uint64_t unconfirmed = 0; //!< of the whole run: written, and ended without an answer
    bool hasOpened = false;        //!< the link, at any time
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
