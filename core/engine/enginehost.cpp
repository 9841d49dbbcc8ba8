// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/enginehost.h>

#include <core/base/logging.h>
#include <core/base/realtimesystem.h>
#include <core/engine/clientmailbox.h>
#include <core/engine/engine.h>
#include <core/engine/enginehealth.h>
#include <core/engine/enginehoststore.h>
#include <core/engine/framemailbox.h>
#include <core/engine/outboxnews.h>
#include <core/net/websockettransport.h>
#include <core/store/storeoutbox.h>

#include <QtCore/QPointer>
#include <QtCore/QThread>

#include <algorithm>
#include <mutex>
#include <vector>

namespace Breakwater {

namespace {

//! Commands on their way to the worker, many per turn of its event loop.
class CommandBox final
{
public:
    //! True when the worker has to be woken.
    bool put(EngineCommand command)
    {
        const std::lock_guard lock(m_mutex);
        m_commands.push_back(std::move(command));
        return m_commands.size() == 1;
    }
    std::vector<EngineCommand> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_commands, {});
    }

private:
    std::mutex m_mutex;
    std::vector<EngineCommand> m_commands;
};

Unexpected<Error> noAnswer(const QString &path)
{
    return Unexpected<Error>(
        Error{ErrorKind::Timeout,
              QStringLiteral("Cannot open the outbox '%1': its disk does not answer.").arg(path)});
}

void emitNews(EngineHost &host, const ClientNews &news)
{
    using enum ClientNews::What;
    switch (news.what) {
    case Came: return Q_EMIT host.clientCame(news.client, false);
    case Returned: return Q_EMIT host.clientCame(news.client, true);
    case Left: return Q_EMIT host.clientLeft(news.client);
    case Message: return Q_EMIT host.clientMessage(news.client, news.payload, news.kind);
    }
}

void emitNews(EngineHost &host, const ClientMailbox::Batch &batch)
{
    const QPointer<EngineHost> self(&host);
    for (const ClientNews &news : batch.news) {
        if (!self)
            return; // a slot has destroyed it
        emitNews(host, news);
    }
    if (self && batch.shed > 0)
        Q_EMIT host.clientNewsShed(batch.shed);
}

} // namespace

//! The worker's side: made, used and destroyed on the worker thread; speaks to the host by queued
//! calls with values.
class EngineHost::Private final : public QObject, private EngineListener
{
public:
    Private(EngineHost &host, const StabilityConfig &config) : m_host(host), m_config(config)
    {
        m_thread.setObjectName(QStringLiteral("breakwater-core"));
        moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            this, [this] { build(); }, Qt::QueuedConnection);
    }

    ~Private() override
    {
        QMetaObject::invokeMethod(
            this, [this] { tearDown(); }, Qt::QueuedConnection);
        m_thread.wait();
    }

    void post(EngineCommand command)
    {
        if (m_commands.put(std::move(command)))
            QMetaObject::invokeMethod(
                this, [this] { execute(); }, Qt::QueuedConnection);
    }

    void shutdown(Duration timeout, ShutdownPlan plan)
    {
        QMetaObject::invokeMethod(
            this, [this, timeout, plan] { beginShutdown(timeout, plan); }, Qt::QueuedConnection);
    }

    SnapshotPtr latest; //!< the host's thread only

private:
    void build()
    {
        m_transports = std::make_unique<WebSocketTransportFactory>(m_config, m_time);
        m_health = std::make_unique<EngineHealth>(m_config, m_time);
        if (!m_config.delivery.outbox)
            return makeEngine();
        m_store = std::make_unique<EngineHostStore>(*this);
        m_store->open(*m_config.delivery.outbox,
                      [this](const Expected<OutboxContents> &contents) { useOutbox(contents); });
    }

    //! What is stored has to be known before the first session begins; commands wait meanwhile.
    void useOutbox(const Expected<OutboxContents> &contents)
    {
        if (m_engine || m_isTornDown)
            return; // too late
        m_patience.reset();
        m_outbox = std::make_unique<StoreOutbox>(
            m_time, m_store->committer(),
            contents ? contents->messages : std::vector<StoredMessage>(),
            StoreOutbox::Handlers{
                .onTrouble =
                    [this, isOpen = contents.has_value()](const std::optional<Error> &trouble) {
                        if (isOpen) // else it has been said
                            tellOfTrouble(trouble);
                    },
                .onExpired = [this](std::size_t messages,
                                    std::size_t sessions) { tellOfExpiry(messages, sessions); },
            });
        const WaitingMessages::Count stored = m_outbox->waiting();
        makeEngine();
        if (!contents)
            commandFailed(contents.error().message);
        tellOfOutbox(*m_engine, contents);
        tellOfMessages(*m_engine, stored, m_outbox->waiting());
    }

    void makeEngine()
    {
        m_engine = std::make_unique<Engine>(m_config, m_time, m_random, *m_transports,
                                            static_cast<EngineListener &>(*this), m_outbox.get());
        if (const auto trouble = m_health->tell(*m_engine))
            commandFailed(trouble->message);
        execute();
        if (m_shutdownBy)
            m_engine->shutdown(std::max(*m_shutdownBy - m_time.now(), Duration::zero()),
                               m_shutdownPlan);
    }

    void tellOfTrouble(const std::optional<Error> &trouble)
    {
        if (trouble)
            qCWarning(bwEngine).noquote() << trouble->message;
        if (m_engine)
            Breakwater::tellOfTrouble(*m_engine, trouble);
    }

    void tellOfExpiry(std::size_t messages, std::size_t sessions)
    {
        const QString sentence = expiryOf(messages, sessions);
        qCWarning(bwEngine).noquote() << sentence;
        if (m_engine)
            m_engine->say(Severity::Warning, QStringLiteral("outbox"),
                          QStringLiteral("Messages expired"), sentence);
    }

    void tearDown()
    {
        m_isTornDown = true;
        m_patience.reset();
        m_engine.reset();
        m_health.reset();
        m_outbox.reset();
        m_store.reset();
        m_transports.reset();
        m_thread.quit();
    }

    void beginShutdown(Duration timeout, ShutdownPlan plan)
    {
        m_health->setStopping();
        execute();
        if (m_engine)
            return m_engine->shutdown(timeout, plan);
        if (m_shutdownBy || m_isTornDown)
            return;
        m_shutdownPlan = plan;
        m_shutdownBy = m_time.now() + timeout;
        m_patience = m_time.createTimer([this] { useOutbox(noAnswer(*m_config.delivery.outbox)); });
        m_patience->startAt(m_time.now() + timeout / 2);
    }

    void execute()
    {
        if (m_engine)
            m_engine->execute(m_commands.take());
    }

    template <class Call> void tellHost(Call call)
    {
        QMetaObject::invokeMethod(&m_host, std::move(call), Qt::QueuedConnection);
    }

    void frameReady(std::shared_ptr<Snapshot> frame) override
    {
        m_health->setSnapshot(frame);
        if (!m_mailbox.put(std::move(frame)))
            return;
        tellHost([this] {
            if (auto taken = m_mailbox.take()) {
                latest = taken;
                Q_EMIT m_host.snapshotReady(taken); // a copy: a slot may let the next frame in
            }
        });
    }
    void sendAnswered(const SendAnswer &answer) override
    {
        tellHost([this, answer] { Q_EMIT m_host.sendAnswered(answer); });
    }
    void messageSeen(const SessionId &session, const QByteArray &payload, bool isText,
                     qint64 size) override
    {
        tellHost([this, session, payload, isText, size] {
            Q_EMIT m_host.messageSeen(session, payload, isText, size);
        });
    }
    void configApplied(const StabilityConfig &config) override
    {
        m_transports->setConfig(config);
        m_health->setConfig(config);
    }
    void commandFailed(const QString &sentence) override
    {
        qCWarning(bwEngine).noquote() << sentence;
        tellHost([this, sentence] { Q_EMIT m_host.commandFailed(sentence); });
    }
    void messagesFound(const MessagePagePtr &page) override
    {
        tellHost([this, page] { Q_EMIT m_host.messagesFound(page); });
    }
    void servingAnswered(const ServingAnswer &answer) override
    {
        tellHost([this, answer] { Q_EMIT m_host.servingAnswered(answer); });
    }
    void clientCame(const SessionId &client, bool resumed) override
    {
        tellOf({.what = resumed ? ClientNews::What::Returned : ClientNews::What::Came,
                .client = client});
    }
    void clientLeft(const SessionId &client) override
    {
        tellOf({.what = ClientNews::What::Left, .client = client});
    }
    void clientMessage(const SessionId &client, const QByteArray &payload,
                       PayloadKind kind) override
    {
        tellOf({.client = client, .payload = payload, .kind = kind});
    }
    void tellOf(ClientNews news)
    {
        if (m_clients.put(std::move(news)))
            tellHost([this] { emitNews(m_host, m_clients.take()); });
    }
    void shutdownFinished(const ShutdownReport &report) override
    {
        tellHost([this, report] { Q_EMIT m_host.shutdownFinished(report); });
    }

    EngineHost &m_host;
    const StabilityConfig m_config;
    QThread m_thread;
    CommandBox m_commands;
    FrameMailbox m_mailbox;
    ClientMailbox m_clients;
    // From here on the worker thread's own.
    RealTimeSystem m_time;
    SeededRandom m_random = SeededRandom::fromSystem();
    std::unique_ptr<WebSocketTransportFactory> m_transports;
    std::unique_ptr<EngineHostStore> m_store; //!< null without an outbox
    std::unique_ptr<StoreOutbox> m_outbox;
    std::unique_ptr<EngineHealth> m_health;
    std::unique_ptr<Engine> m_engine; //!< null until the outbox is open
    std::unique_ptr<Timer> m_patience;
    ShutdownPlan m_shutdownPlan;
    std::optional<MonotonicTime> m_shutdownBy; //!< asked for before there was an engine
    bool m_isTornDown = false;
};

EngineHost::EngineHost(const StabilityConfig &config, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, config))
{
    qRegisterMetaType<Breakwater::SnapshotPtr>();
    qRegisterMetaType<Breakwater::SendAnswer>();
    qRegisterMetaType<Breakwater::MessagePagePtr>();
    qRegisterMetaType<Breakwater::ShutdownReport>();
    qRegisterMetaType<Breakwater::ServingAnswer>();
    qRegisterMetaType<Breakwater::SessionId>();
    qRegisterMetaType<Breakwater::PayloadKind>();
}

EngineHost::~EngineHost() = default;

void EngineHost::post(EngineCommand command)
{
    d->post(std::move(command));
}

SnapshotPtr EngineHost::latest() const
{
    return d->latest;
}

void EngineHost::shutdown(Duration timeout, ShutdownPlan plan)
{
    d->shutdown(timeout, plan);
}

} // namespace Breakwater
