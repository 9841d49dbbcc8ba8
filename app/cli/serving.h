// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/bootstrap.h>
#include <app/cli/options.h>
#include <app/cli/words.h>

#include <core/base/randomsource.h>
#include <core/base/realtimesystem.h>
#include <core/fault/faultproxy.h>
#include <core/serve/demoserver.h>

#include <QtCore/QEventLoop>
#include <QtCore/QJsonObject>
#include <QtCore/QObject>

#include <memory>

namespace Breakwater::Cli {

//! One run of `breakwaterctl serve`, on the main thread: there is nothing else to do here.
class Serving final : public QObject
{
    Q_OBJECT

public:
    Serving(const ServeOptions &options, const StabilityConfig &config);

    //! Listens, or says why not.
    Expected<void> start(const AcceptorOptions &acceptor);
    //! Runs the event loop until stop() and everybody's goodbye.
    App::ExitCode exec();
    void stop();

private:
    //! Puts the proxy before the server; the address that clients dial.
    Expected<QUrl> startFaults(const QUrl &server, quint16 port);
    void tellOfFaults();
    void tell(const QString &event, const QString &sentence, QJsonObject more = {});
    void onGoodbye();
    int clients() const;

    const ServeOptions m_options;
    const StabilityConfig m_config;
    const Words m_words;
    RealTimeSystem m_time;
    SeededRandom m_random = SeededRandom::fromSystem();
    ByteBudget m_budget;
    Gateway m_gateway;
    DemoServer m_demo;                    //!< of the gateway, when it is wanted
    std::unique_ptr<FaultProxy> m_faults; //!< null without --fault
    const std::unique_ptr<Timer> m_goodbye;
    MonotonicTime m_latestEnd{};
    QEventLoop m_loop;
    App::ExitCode m_code = App::ExitCode::Fine;
};

} // namespace Breakwater::Cli
