// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/desktop/desktopapp.h>

#include <app/desktop/headlessrun.h>
#include <app/desktop/singleinstance.h>

#include <core/base/logging.h>
#include <ui/charts/chartgrid.h>
#include <ui/pages/messagespage.h>
#include <ui/pages/overviewpage.h>

#include <QtCore/QEvent>
#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;

namespace Breakwater::App {

namespace {

//! Short enough that the charts visibly move in the first seconds.
constexpr double demoSpan = 60;
//! Without anybody who waits for deliveries: enough to say goodbye.
constexpr Duration shortGoodbye = std::chrono::seconds(1);

//! Logs when the window has been painted for the first time.
class FirstPaint final : public QObject
{
public:
    explicit FirstPaint(QWidget &window) : QObject(&window) { window.installEventFilter(this); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) { // begins, and is over when the event loop goes on
            watched->removeEventFilter(this);
            const auto tell = [] { qCDebug(bwUi) << "The window was painted for the first time."; };
            QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
        }
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

DesktopApp::DesktopApp(const StartPlan &plan, const Paths &paths)
    : m_plan(plan), m_paths(paths), m_secrets(m_time), m_book(paths.profiles), m_feed(m_time),
      m_demo(plan.config.config, plan.demoConfig,
             [options = plan.options] { return demoConfig(options); }),
      m_host(plan.demoConfig.value_or(plan.config.config)),
      m_window(
          {.feed = m_feed,
           .time = m_time,
           .book = m_book,
           .secrets = m_secrets,
           .stateFile = plan.options.isUnattended() ? QString() : paths.window,
           .handshakeTimeout = plan.config.config.connection.handshakeTimeout,
           .hasOutbox = plan.demoConfig.value_or(plan.config.config).delivery.outbox.has_value()})
{
    m_window.panels().overview().charts().setSloP99(plan.config.config.ui.sloP99);
    connectEngine();
    connectWindow();
    if (plan.options.isUnattended())
        startUnattended();
}

DesktopApp::~DesktopApp() = default;

void DesktopApp::connectEngine()
{
    Ui::MessagesPage *const messages = &m_window.panels().messages();
    connect(&m_host, &EngineHost::snapshotReady, &m_feed, &Ui::SnapshotFeed::accept);
    connect(&m_host, &EngineHost::sendAnswered, messages, &Ui::MessagesPage::showAnswer);
    connect(&m_host, &EngineHost::messageSeen, messages, &Ui::MessagesPage::showIncoming);
    connect(&m_host, &EngineHost::messagesFound, messages, &Ui::MessagesPage::showMessages);
    connect(&m_host, &EngineHost::commandFailed, &m_window, &Ui::MainWindow::notify);
    connect(&m_network, &NetworkWatch::changed, this,
            [this](const QString &why) { post(RecheckLinks{why}); });
    m_network.start();
    // Unattended, the window stays: its end would end the program too, and with code 0.
    if (!m_plan.options.isUnattended())
        connect(&m_host, &EngineHost::shutdownFinished, &m_window, &Ui::MainWindow::finishShutdown);
}

void DesktopApp::connectWindow()
{
    connect(&m_window, &Ui::MainWindow::commandWanted, this, &DesktopApp::post);
    connect(&m_window, &Ui::MainWindow::demoWanted, this, &DesktopApp::startDemo);
    connect(&m_window, &Ui::MainWindow::shutdownWanted, &m_host,
            [this](Duration timeout) { m_host.shutdown(timeout); });
    connect(&m_quitSignals, &QuitSignals::quitWanted, this, &DesktopApp::onQuitSignal);
}

void DesktopApp::startUnattended()
{
    m_window.connector().forbidQuestions();
    m_headless = std::make_unique<HeadlessRun>(m_plan.options, m_feed, m_window, m_time);
    connect(&m_window.connector(), &Ui::Connector::failed, m_headless.get(), &HeadlessRun::fail);
    connect(m_headless.get(), &HeadlessRun::finished, this, &DesktopApp::endUnattended);
}

void DesktopApp::onQuitSignal()
{
    if (m_headless)
        m_headless->writeNow();
    else
        m_window.close();
}

void DesktopApp::endUnattended(ExitCode code)
{
    const auto exit = [code] { QApplication::exit(toInt(code)); };
    m_lastMoment = m_time.createTimer(exit);
    m_lastMoment->startAt(m_time.now() + 2 * shortGoodbye);
    connect(&m_host, &EngineHost::shutdownFinished, this, exit);
    m_host.shutdown(shortGoodbye);
}

int DesktopApp::run()
{
    const auto loaded = m_book.load();
    if (bwUi().isDebugEnabled())
        new FirstPaint(m_window);
    m_window.show();
    if (!loaded)
        m_window.notify(loaded.error().message);
    if (m_headless)
        m_headless->start();
    // From the event loop, so that whatever fails at once can end the program.
    QMetaObject::invokeMethod(
        this, [this] { carryOut(m_plan); }, Qt::QueuedConnection);
    return QApplication::exec();
}

void DesktopApp::carryOut(const StartPlan &plan)
{
    for (const OpenSession &session : plan.sessions)
        post(session);
    for (const OpenWatch &watch : plan.watches)
        post(watch);
    for (const Profile &profile : plan.profiles)
        m_window.connector().open(profile);
    if (plan.startsDemo)
        startDemo();
}

void DesktopApp::post(const EngineCommand &command)
{
    if (const auto own = m_demo.before(command))
        m_host.post(*own);
    m_host.post(command);
}

void DesktopApp::startDemo()
{
    const auto settings = m_demo.beforeDemo();
    if (settings && *settings)
        m_host.post(**settings);
    m_host.post(StartDemo{DemoSettings::demoSession()});
    if (m_demo.isAlone())
        m_window.timeView().setSpan(demoSpan);
    m_window.notify(settings ? demoNotice() : settings.error().message);
}

QString DesktopApp::demoNotice() const
{
    const QString what
        = tr("Demo: a small server inside this program, with gentle traffic and a fault every "
             "minute or so.");
    if (m_demo.preset() == Preset::Testing) {
        return tr("%1 It runs with the preset “testing”, so that a recovery takes seconds.")
            .arg(what);
    }
    return tr("%1 It runs with your own settings, so a recovery may take minutes.").arg(what);
}

void DesktopApp::listenTo(SingleInstance &instance)
{
    connect(&instance, &SingleInstance::argumentsReceived, this, &DesktopApp::onArguments);
}

void DesktopApp::onArguments(const QStringList &arguments, const QByteArray &activationToken)
{
    if (!activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", activationToken); // Qt hands it to the compositor
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
    const auto parsed = parseDesktopOptions(arguments);
    const auto *const options = std::get_if<DesktopOptions>(&parsed);
    if (!options)
        return;
    auto plan = planStart(*options, m_paths);
    if (!plan)
        return m_window.notify(plan.error().message);
    // Only what was asked for: this window has its own sessions already.
    plan->startsDemo = options->isDemo;
    if (!options->profile)
        plan->profiles.clear();
    carryOut(*plan);
}

} // namespace Breakwater::App
