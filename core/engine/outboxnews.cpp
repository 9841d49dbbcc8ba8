// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/outboxnews.h>

#include <core/engine/engine.h>

namespace Breakwater {

namespace {

const QString outboxSource = QStringLiteral("outbox");

QString messagesText(std::size_t count)
{
    return count == 1 ? QStringLiteral("1 message") : QStringLiteral("%1 messages").arg(count);
}

QString messagesText(const WaitingMessages::Count &count)
{
    return QStringLiteral("%1 of %2")
        .arg(messagesText(count.messages),
             count.sessions == 1 ? QStringLiteral("1 session")
                                 : QStringLiteral("%1 sessions").arg(count.sessions));
}

} // namespace

void tellOfOutbox(Engine &engine, const Expected<OutboxContents> &contents)
{
    if (!contents) {
        engine.say(Severity::Error, outboxSource, QStringLiteral("Outbox cannot be used"),
                   contents.error().message);
        return;
    }
    for (const QString &warning : contents->warnings)
        engine.say(Severity::Warning, outboxSource, QStringLiteral("Outbox opened"), warning);
}

void tellOfMessages(Engine &engine, const WaitingMessages::Count &stored,
                    const WaitingMessages::Count &waiting)
{
    if (stored.messages > waiting.messages)
        engine.say(Severity::Info, outboxSource, QStringLiteral("Messages recovered"),
                   QStringLiteral("%1 came back from the outbox")
                       .arg(messagesText({stored.messages - waiting.messages,
                                          stored.sessions - waiting.sessions})));
    if (waiting.messages > 0)
        engine.say(Severity::Info, outboxSource, QStringLiteral("Messages wait"),
                   QStringLiteral("%1 %2 when %3 opened")
                       .arg(messagesText(waiting),
                            waiting.messages == 1
                                ? QStringLiteral("waits in the outbox; it goes out")
                                : QStringLiteral("wait in the outbox; they go out"),
                            waiting.sessions == 1 ? QStringLiteral("that session is")
                                                  : QStringLiteral("their sessions are")));
}

void tellOfTrouble(Engine &engine, const std::optional<Error> &trouble)
{
    engine.say(trouble ? Severity::Error : Severity::Info, outboxSource,
               trouble ? QStringLiteral("Outbox cannot be written")
                       : QStringLiteral("Outbox is written again"),
               trouble ? trouble->message : QString());
}

QString expiryOf(std::size_t messages, std::size_t sessions)
{
    return QStringLiteral("%1 of %2 not opened again expired in the outbox")
        .arg(messagesText(messages),
             sessions == 1 ? QStringLiteral("1 session that was")
                           : QStringLiteral("%1 sessions that were").arg(sessions));
}

} // namespace Breakwater
