// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A news desk: what one client says goes to everybody who is here, and its sender gets a receipt.
// The receipt waits for a sender that has gone: whoever speaks `breakwater.session.v1` and comes
// back with its resume token gets it then. Try it:
//
//     hub_example 9002                     then, in two other terminals,
//     breakwaterctl probe ws://127.0.0.1:9002 --send "hello" --every 1s
//     breakwaterctl watch ws://127.0.0.1:9002/stream
//
// Ends with SIGINT or SIGTERM by way of the default handler; a program for more than looking at
// would call Hub::shutdown() there.

#include <core/engine/hub.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTextStream>

using namespace Breakwater;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QTextStream out(stdout);
    const auto say = [&out](const QString &sentence) { out << sentence << Qt::endl; };

    Hub hub(StabilityConfig{});
    QObject::connect(&hub, &Hub::listening, &app,
                     [&](const QUrl &url) { say(QStringLiteral("Dial %1").arg(url.toString())); });
    QObject::connect(&hub, &Hub::failed, &app, [&](const QString &sentence) {
        say(sentence);
        QCoreApplication::exit(1);
    });
    QObject::connect(&hub, &Hub::clientCame, &app, [&](const SessionId &client, bool resumed) {
        say(QStringLiteral("%1 %2").arg(
            client.value, resumed ? QStringLiteral("is back") : QStringLiteral("came")));
    });
    QObject::connect(&hub, &Hub::clientLeft, &app, [&](const SessionId &client) {
        say(QStringLiteral("%1 left").arg(client.value));
    });
    QObject::connect(
        &hub, &Hub::messageReceived, &app,
        [&](const SessionId &from, const QByteArray &payload, PayloadKind kind) {
            hub.broadcast({.payload = payload, .kind = kind});
            hub.send(from,
                     {.payload = "received " + QByteArray::number(payload.size()) + " bytes"});
        });

    AcceptorOptions options;
    options.port = argc > 1 ? QByteArray(argv[1]).toUShort() : quint16{0};
    hub.listen(options);
    return QCoreApplication::exec();
}
