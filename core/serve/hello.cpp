// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/hello.h>

#include <core/snapshot/snapshotjson.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QUrlQuery>

namespace Breakwater {

QByteArray helloFrame(const SessionId &session, const QByteArray &resumeToken, WallTime at)
{
    const QJsonObject data{{QStringLiteral("session"), session.value},
                           {QStringLiteral("resume_token"), QString::fromLatin1(resumeToken)}};
    return QJsonDocument(QJsonObject{{QStringLiteral("type"), QStringLiteral("hello")},
                                     {QStringLiteral("data"), data},
                                     {QStringLiteral("timestamp"), toIso8601(at)}})
        .toJson(QJsonDocument::Compact);
}

QByteArray resumeTokenIn(const QString &query)
{
    return QUrlQuery(query).queryItemValue(QStringLiteral("resume"), QUrl::FullyDecoded).toLatin1();
}

} // namespace Breakwater
