// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/composewords.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

namespace Breakwater::Ui::ComposeWords {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::ComposePanel)
};

bool isHexDigit(QChar character)
{
    const char16_t c = character.unicode();
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

} // namespace

QString answer(const SendOutcome &outcome)
{
    switch (outcome.verdict) {
    case SendVerdict::Accepted:
        return outcome.id ? Words::tr("accepted as #%1").arg(outcome.id->value)
                          : Words::tr("accepted");
    case SendVerdict::Pending:
        return outcome.id
            ? Words::tr("being stored as #%1; not accepted yet").arg(outcome.id->value)
            : Words::tr("being stored; not accepted yet");
    case SendVerdict::StoreFailed:
        return Words::tr("rejected: the outbox could not store it; nothing was sent");
    case SendVerdict::Duplicate:
        return Words::tr("duplicate: this id was sent with the same content; not sent again");
    case SendVerdict::QueueFull: return Words::tr("rejected: the queue is full");
    case SendVerdict::TooLarge: return Words::tr("rejected: the message is too large");
    case SendVerdict::ShuttingDown: return Words::tr("rejected: the session is shutting down");
    case SendVerdict::Invalid: return Words::tr("rejected: the message is not valid");
    case SendVerdict::LinkDown:
        return Words::tr("rejected: the link is down, and best effort does not wait");
    }
    return {};
}

Expected<QByteArray, QString> fromHex(const QString &text)
{
    QByteArray digits;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text[i];
        if (character.isSpace() || character == u':')
            continue;
        if (!isHexDigit(character))
            return Unexpected(Words::tr("Character %1 is not a hexadecimal digit.").arg(i + 1));
        digits += static_cast<char>(character.unicode());
    }
    if (digits.size() % 2 != 0)
        return Unexpected(Words::tr("The last byte has only one hexadecimal digit."));
    return QByteArray::fromHex(digits);
}

QString toHex(const QByteArray &bytes)
{
    constexpr qsizetype perLine = 16;
    QStringList lines;
    for (qsizetype at = 0; at < bytes.size(); at += perLine)
        lines += QString::fromLatin1(bytes.mid(at, perLine).toHex(' '));
    return lines.join(u'\n');
}

} // namespace Breakwater::Ui::ComposeWords
