// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/bootstrap.h>
#include <app/cli/options.h>
#include <app/cli/words.h>

#include <core/base/randomsource.h>
#include <core/base/realtimesystem.h>
#include <core/engine/enginehost.h>
#include <core/fault/faultproxy.h>

#include <QtCore/QEventLoop>
#include <QtCore/QJsonObject>
#include <QtCore/QObject>

#include <memory>

namespace Breakwater::Cli {

//! One run of `breakwaterctl serve`: an engine that serves, and before it the proxy that breaks
//! links. Every wait is bounded.
class Serving final : public QObject
{
    Q_OBJECT

public:
    Serving(const ServeOptions &options, const StabilityConfig &config);

    //! Listens, or says why not.
    Expected<void> start(const AcceptorOptions &acceptor);
    //! Runs the event loop until stop() and everybody's goodbye.
    App::ExitCode exec();
    //! In order; a second time: at once.
    void stop();

private:
    //! Waits for the engine's answer.
    Expected<QUrl> open(const AcceptorOptions &acceptor);
    //! Puts the proxy before the server; the address that clients dial.
    Expected<QUrl> startFaults(const QUrl &server, quint16 port);
    void tellOfFaults();
    //! What the engine says that an operator should know.
    void tellOfEvents(const Snapshot &frame);
    void onGoodbye();
    void tellOfTheEnd();
    //! "12 echoed, 24 copies handed on".
    QString whatBecameOfThem(const ServingCounters &counters) const;
    void tell(const QString &event, const QString &sentence, QJsonObject more = {});

    const ServeOptions m_options;
    const Words m_words;
    RealTimeSystem m_time;
    SeededRandom m_random = SeededRandom::fromSystem();
    EngineHost m_engine;
    std::unique_ptr<FaultProxy> m_faults;    //!< null without --fault
    const std::unique_ptr<Timer> m_deadline; //!< of the goodbye
    const std::unique_ptr<Timer> m_goodbye;
    QEventLoop m_loop;
    std::uint64_t m_lastEvent = 0;
    bool m_isListening = false;
    bool m_isStopping = false;
    bool m_couldNotWrite = false;
};

} // namespace Breakwater::Cli
