// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/enginehost.h>

#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtTest/QTest>

namespace Breakwater::Test {

//! Where the event log says that health is served; empty before.
inline QString healthUrl(const EngineHost &host)
{
    if (!host.latest())
        return {};
    for (const Event &event : *host.latest()->events) {
        if (event.source == QStringLiteral("health") && event.severity == Severity::Info)
            return event.detail;
    }
    return {};
}

struct HealthReply
{
    int status = 0; //!< 0: no answer
    QByteArray body;
};

//! Asks and waits, at most 10 s.
inline HealthReply ask(const QString &url, const QByteArray &token = {})
{
    QNetworkAccessManager network;
    QNetworkRequest request{QUrl(url)};
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    const std::unique_ptr<QNetworkReply> reply(network.get(request));
    [[maybe_unused]] const bool came = QTest::qWaitFor([&] { return reply->isFinished(); }, 10'000);
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
}

} // namespace Breakwater::Test
