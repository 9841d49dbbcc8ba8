// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/hello.h>

#include <core/serve/streamwriter.h>

#include <QtCore/QUrlQuery>

namespace Breakwater {

QByteArray helloFrame(const SessionId &session, const QByteArray &resumeToken, WallTime at)
{
    return streamFrame(QLatin1StringView("hello"), at, [&](JsonWriter &json) {
        json.put("session", session.value);
        json.put("resume_token", QString::fromLatin1(resumeToken));
    });
}

QByteArray resumeTokenIn(const QString &query)
{
    return QUrlQuery(query).queryItemValue(QStringLiteral("resume"), QUrl::FullyDecoded).toLatin1();
}

} // namespace Breakwater
