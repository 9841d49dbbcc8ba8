// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/serve/clientregistry.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/scriptednetwork.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

#include <memory>
#include <vector>

namespace Breakwater::Test {

//! Writes down what a registry says of its clients: "came client:00000001", …
class RecordingClients final : public ClientListener
{
public:
    QStringList said;
    QStringList events;
    std::vector<std::pair<QString, QByteArray>> messages;

private:
    void clientCame(const SessionId &client, bool resumed) override
    {
        said += (resumed ? QStringLiteral("back ") : QStringLiteral("came ")) + client.value;
    }
    void clientLeft(const SessionId &client) override
    {
        said += QStringLiteral("left ") + client.value;
    }
    void clientMessage(const SessionId &client, const QByteArray &payload, PayloadKind) override
    {
        messages.emplace_back(client.value, payload);
    }
    void clientEvent(const SessionId &client, Severity, const QString &source, const QString &title,
                     const QString &detail) override
    {
        events += QStringList{client.value, source, title, detail}.join(u'|');
    }
};

//! One client, played by the test; its sockets come and go.
class ScriptedClient final
{
public:
    explicit ScriptedClient(ClientRegistry &registry) : m_registry(registry) { }

    struct Coming
    {
        bool speaks = true; //!< the subprotocol
        QString token = {};
        QString peer = QStringLiteral("127.0.0.1 port 40001");
        bool opens = true;
        bool provesItself = true; //!< answers the first ping
    };
    //! Whether it was taken. The first frame is read when it is a hello.
    bool come(const Coming &coming)
    {
        bool taken = false;
        const auto before = m_network.created();
        m_registry.adopt(
            {.path = QStringLiteral("/"),
             .query = coming.token.isEmpty() ? QString() : QStringLiteral("resume=") + coming.token,
             .subprotocol
             = coming.speaks ? QString::fromUtf16(ClientRegistry::subprotocol) : QString(),
             .peer = coming.peer},
            [&](TransportListener &listener) {
                taken = true;
                return m_network.create(Endpoint{}, listener);
            });
        if (!taken || m_network.created() == before)
            return false;
        if (coming.opens)
            open(coming.provesItself);
        return true;
    }
    bool come() { return come(Coming{}); }
    bool comeBack() { return come({.token = token}); }
    bool comePlainly() { return come({.speaks = false}); }
    void open(bool provesItself = true)
    {
        peer()->accept();
        if (!peer()->written.isEmpty())
            readHello(peer()->written.front());
        if (provesItself && !peer()->pings.isEmpty())
            peer()->answerOldest();
    }
    void leave() { peer()->end({.kind = EndKind::PeerClose, .closeCode = 1001}); }
    void breakOff() { peer()->end(EndKind::ConnectionLost); }

    //! Its side of the socket that lives; null when none does.
    ScriptedTransport *peer() const { return m_network.current(); }
    //! What came on the present socket, without a hello.
    QByteArrayList received() const
    {
        QByteArrayList frames = peer()->written;
        if (!frames.isEmpty() && isHello(frames.front()))
            frames.pop_front();
        return frames;
    }
    SessionId id() const { return {session}; }
    ScriptedNetwork &network() { return m_network; }

    QString session; //!< of the last hello
    QString token;   //!< the same

private:
    static bool isHello(const QByteArray &frame)
    {
        return QJsonDocument::fromJson(frame)[QStringLiteral("type")] == QStringLiteral("hello");
    }
    void readHello(const QByteArray &frame)
    {
        if (!isHello(frame))
            return;
        const QJsonValue data = QJsonDocument::fromJson(frame)[QStringLiteral("data")];
        session = data[QStringLiteral("session")].toString();
        token = data[QStringLiteral("resume_token")].toString();
    }

    ClientRegistry &m_registry;
    ScriptedNetwork m_network;
};

//! A registry under manual time. Tokens follow from a seed.
class RegistryFixture
{
public:
    explicit RegistryFixture(const StabilityConfig &config = {})
        : registry(config,
                   {.time = time,
                    .random = random,
                    .listener = heard,
                    .secrets = std::make_shared<SeededRandom>(5)})
    { }

    //! So many that came, not yet gone.
    std::vector<std::unique_ptr<ScriptedClient>> clients(int count)
    {
        std::vector<std::unique_ptr<ScriptedClient>> result;
        for (int i = 0; i < count; ++i) {
            result.push_back(std::make_unique<ScriptedClient>(registry));
            result.back()->come();
        }
        return result;
    }
    //! Of the client that came as number `number`, from 1 on.
    static QString idOf(int number)
    {
        return QStringLiteral("client:%1").arg(number, 8, 10, QLatin1Char('0'));
    }
    Session &session(const ScriptedClient &client) { return *registry.find(client.id()); }
    SendVerdict send(const ScriptedClient &client, const QByteArray &payload,
                     std::optional<std::string> id = {})
    {
        return session(client).send({.payload = payload, .explicitId = std::move(id)}).verdict;
    }
    ServingSnapshot look() { return registry.look(time.sample(), false); }
    SessionSnapshot sum()
    {
        SnapshotSum sum{MetricSet{}};
        registry.addTo(sum, time.sample(), true);
        return sum.result({}, {});
    }

    ManualTimeSystem time;
    SeededRandom random{1};
    RecordingClients heard;
    ClientRegistry registry;
};

} // namespace Breakwater::Test
