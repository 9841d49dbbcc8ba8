// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/bootstrap.h>
#include <app/cli/options.h>
#include <app/cli/words.h>

#include <core/base/realtimesystem.h>
#include <core/engine/enginehost.h>

#include <QtCore/QEventLoop>
#include <QtCore/QObject>

#include <memory>

namespace Breakwater::Cli {

//! One run of `breakwaterctl watch` on an engine of its own.
class Watching final : public QObject
{
    Q_OBJECT

public:
    Watching(const WatchOptions &options, const StabilityConfig &config, const WatchTarget &target);

    //! Runs the event loop until stop(), or as long as was asked for.
    App::ExitCode exec();
    void stop() { m_loop.quit(); }

private:
    void onSnapshot(const Breakwater::SnapshotPtr &snapshot);
    //! Words when the link to the source changes, and when it falls silent.
    void tellOfLink(const WatchedSource &source);
    void tellOfServices(const WatchedSource &source);
    void write(const QByteArray &line);
    App::ExitCode verdict() const;

    const WatchOptions m_options;
    const WatchTarget m_target;
    const Words m_words;
    RealTimeSystem m_time;
    EngineHost m_engine;
    const std::unique_ptr<Timer> m_end;
    QEventLoop m_loop;
    std::optional<WatchedSource> m_last;
    std::uint64_t m_lastFrame = 0; //!< of the source
    std::uint64_t m_lastServiceEvents = 0;
    QString m_lastWords; //!< about the link
    bool m_couldNotWrite = false;
};

} // namespace Breakwater::Cli
