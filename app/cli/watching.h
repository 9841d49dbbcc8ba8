// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/bootstrap.h>
#include <app/cli/options.h>
#include <app/cli/watchwords.h>
#include <app/cli/words.h>

#include <core/base/realtimesystem.h>
#include <core/engine/enginehost.h>

#include <QtCore/QEventLoop>
#include <QtCore/QObject>

#include <map>
#include <memory>

namespace Breakwater::Cli {

//! One run of `breakwaterctl watch` on an engine of its own.
class Watching final : public QObject
{
    Q_OBJECT

public:
    Watching(const WatchOptions &options, const StabilityConfig &config, const WatchTarget &target);

    //! Runs the event loop until stop(), as long as was asked for, or until the source refuses for
    //! good.
    App::ExitCode exec();
    void stop() { end(); }

private:
    //! How it stood at the end.
    struct Verdict
    {
        App::ExitCode code;
        QString sentence;
    };

    void onSnapshot(const Breakwater::SnapshotPtr &snapshot);
    void tellOfLink();
    //! Looks again at the moment when what was last seen gets old; nothing else may happen then.
    void awaitStaleness();
    void onStale();
    void tellOfFrame(const WatchedSource &source);
    //! Those that changed since it was asked last.
    void tellOfServices(const WatchedSource &source, WallTime at);
    void write(const QByteArray &line);
    void end();
    Verdict verdict();
    //! Its age at this moment.
    void grow(WatchedSource &source);

    const WatchOptions m_options;
    const StabilityConfig m_config;
    const WatchTarget m_target;
    const Words m_words;
    WatchWords m_linkWords;
    RealTimeSystem m_time;
    EngineHost m_engine;
    const std::unique_ptr<Timer> m_end;
    const std::unique_ptr<Timer> m_staleness;
    QEventLoop m_loop;
    std::optional<WatchedSource> m_last;
    MonotonicTime m_lastAt{};
    MonotonicTime m_servicesDue{};              //!< they have no ticks of their own
    std::uint64_t m_lastFrame = 0;              //!< of the source
    std::map<QString, ServiceCard> m_toldCards; //!< of each service, as it was told last
    bool m_isOver = false;
    bool m_couldNotWrite = false;
    bool m_wasNotPossible = false; //!< the core could not do what was asked
};

} // namespace Breakwater::Cli
