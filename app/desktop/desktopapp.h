// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/desktop/demosettings.h>
#include <app/desktop/startplan.h>
#include <app/networkwatch.h>
#include <app/quitsignals.h>
#include <app/secrets/keychainsecretstore.h>

#include <core/base/realtimesystem.h>
#include <core/engine/enginehost.h>
#include <ui/dialogs/profilebook.h>
#include <ui/models/snapshotfeed.h>
#include <ui/shell/mainwindow.h>

namespace Breakwater::App {

class HeadlessRun;
class SingleInstance;

//! The desktop program: engine, feed and window, and what goes between them.
class DesktopApp final : public QObject
{
    Q_OBJECT

public:
    DesktopApp(const StartPlan &plan, const Paths &paths);
    ~DesktopApp() override;

    //! Shows the window, opens what the plan says, and runs until the end.
    int run();
    //! Later starts come to this window.
    void listenTo(SingleInstance &instance);

private:
    void connectEngine();
    void connectWindow();
    void carryOut(const StartPlan &plan);
    //! The only way to the engine: the demo's settings follow what goes by.
    void post(const EngineCommand &command);
    void startDemo();
    QString demoNotice() const;
    void startUnattended();
    void onQuitSignal();
    void endUnattended(ExitCode code);
    void onArguments(const QStringList &arguments, const QByteArray &activationToken);

    const StartPlan m_plan;
    const Paths m_paths;
    RealTimeSystem m_time;
    KeychainSecretStore m_secrets;
    Ui::ProfileBook m_book;
    Ui::SnapshotFeed m_feed;
    DemoSettings m_demo;
    EngineHost m_host;
    Ui::MainWindow m_window;
    QuitSignals m_quitSignals;
    NetworkWatch m_network;
    std::unique_ptr<HeadlessRun> m_headless; //!< null with a person in front
    std::unique_ptr<Timer> m_lastMoment;     //!< bounds the end without a window
};

} // namespace Breakwater::App
