// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/bootstrap.h>
#include <app/cli/closing.h>
#include <app/cli/probeplan.h>
#include <app/cli/words.h>

#include <core/base/realtimesystem.h>
#include <core/engine/enginehost.h>

#include <QtCore/QEventLoop>
#include <QtCore/QJsonObject>
#include <QtCore/QObject>

#include <memory>
#include <optional>

namespace Breakwater::Cli {

//! One run of `breakwaterctl probe` on an engine of its own: open, watch, ask for a last fresh
//! frame, shut down, write the frame with what the shutdown did. Every wait is bounded.
//!
//! All of it is one performance period, so that rates are those of the whole probe: the last ticks
//! before the end may cover next to nothing.
class Probe final : public QObject
{
    Q_OBJECT

public:
    Probe(const ProbeOptions &options, const ProbePlan &plan);

    //! Runs the event loop until all is said.
    App::ExitCode exec();
    //! Ends it before its time; it still writes its document.
    void endSoon();

private:
    enum class Phase : std::uint8_t { Watching, EndingPeriod, WaitingForFrame, ShuttingDown, Done };

    void startSending();
    void onSnapshot(const Breakwater::SnapshotPtr &snapshot);
    void printEvents(const Snapshot &snapshot);
    void onAnswer(const Breakwater::SendAnswer &answer);
    void onDeadline();
    //! `snapshot` is the document; may be null.
    void shutDown(const Breakwater::SnapshotPtr &snapshot);
    //! Writes and judges; without `closing` the shutdown did not end.
    void conclude(const std::optional<Closing> &closing);
    App::ExitCode verdict(const std::optional<Closing> &closing) const;
    QJsonObject document(const std::optional<Closing> &closing) const;

    const ProbeOptions m_options;
    const ProbePlan m_plan;
    const Words m_words;
    RealTimeSystem m_time;
    EngineHost m_engine;
    const std::unique_ptr<Timer> m_deadline; //!< of the present phase
    QEventLoop m_loop;
    Phase m_phase = Phase::Watching;
    SnapshotPtr m_document; //!< null until the shutdown, or without any frame
    std::uint64_t m_lastEvent = 0;
    std::uint64_t m_lastFrame = 0;    //!< when the end began
    std::optional<Duration> m_period; //!< how long the performance period was; none until it ended
    App::ExitCode m_code = App::ExitCode::Failure;
};

} // namespace Breakwater::Cli
