// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/text.h>

#include <QtCore/QStringList>
#include <QtCore/QUrlQuery>

namespace Breakwater {

namespace {

bool isHarmful(QChar character)
{
    const ushort code = character.unicode();
    const bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
    const bool lineBreak = code == 0x2028 || code == 0x2029;
    const bool bidi = code == 0x061c || code == 0x200e || code == 0x200f
        || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    return control || lineBreak || bidi;
}

} // namespace

QString sanitised(const QString &foreign, qsizetype most)
{
    QString result = foreign.left(most);
    if (foreign.size() > most && !result.isEmpty() && result.back().isHighSurrogate())
        result.chop(1); // half of a pair that was cut
    for (qsizetype i = 0; i < result.size(); ++i) {
        const bool isPair = i + 1 < result.size() && result[i].isHighSurrogate()
            && result[i + 1].isLowSurrogate();
        if (isPair)
            ++i;
        else if (isHarmful(result[i]) || result[i].isSurrogate())
            result[i] = QChar::ReplacementCharacter;
    }
    if (foreign.size() > most)
        result += QChar(0x2026);
    return result;
}

QString redacted(const QUrl &url)
{
    QUrl shown = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    QString text = shown.toString(QUrl::FullyEncoded);
    if (url.hasQuery()) {
        QStringList names;
        const auto items = QUrlQuery(url).queryItems(QUrl::FullyEncoded);
        for (const auto &[name, value] : items)
            names += value.isEmpty() ? QStringLiteral("\u2026") : name + QStringLiteral("=\u2026");
        text += QLatin1Char('?') + names.join(QLatin1Char('&'));
    }
    return sanitised(text);
}

QString shortName(const QUrl &url)
{
    QString name = url.host();
    if (name.contains(QLatin1Char(':'))) // an IPv6 address
        name = QLatin1Char('[') + name + QLatin1Char(']');
    if (url.port() != -1)
        name += QLatin1Char(':') + QString::number(url.port());
    if (const QString path = url.path(); path != QStringLiteral("/"))
        name += path;
    return sanitised(name, 80);
}

} // namespace Breakwater
