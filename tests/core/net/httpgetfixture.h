// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/httpget.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/rawpeer.h>

#include <QtCore/QStringList>
#include <QtTest/QTest>

namespace Breakwater::Test {

//! Asks once; time moves by hand, the network is real.
class HttpGetFixture
{
protected:
    static constexpr int patience = 10'000; // milliseconds; never waited for when all is well

    void reset()
    {
        m_get.reset();
        m_outcomes.clear();
        m_detail.clear();
        m_peer = std::make_unique<RawPeer>();
    }
    //! `url` is ws or wss, as for links; what is asked is http or https.
    static Endpoint endpointFor(const QString &url)
    {
        Endpoint endpoint = Endpoint::fromUrl(url).value();
        endpoint.url.setScheme(url.startsWith(QStringLiteral("wss")) ? QStringLiteral("https")
                                                                     : QStringLiteral("http"));
        return endpoint;
    }
    Endpoint peerEndpoint() const { return endpointFor(m_peer->url()); }
    void ask(const Endpoint &endpoint)
    {
        m_get = std::make_unique<HttpGet>(endpoint, std::chrono::seconds(10), m_time,
                                          [this](const HttpResult &result) {
                                              note(result);
                                              m_get.reset(); // as its owner may
                                          });
        QVERIFY(m_get->start());
        QVERIFY(m_outcomes.isEmpty());
    }
    //! "200 body", or "connect_failed", or "limit_exceeded 200"; empty: nothing in time.
    QString outcome()
    {
        if (!QTest::qWaitFor([&] { return !m_outcomes.isEmpty(); }, patience))
            return {};
        for (int i = 0; i < 20; ++i) // whatever Qt still has to say
            QCoreApplication::processEvents();
        return m_outcomes.join(QStringLiteral(" and "));
    }
    bool peerIsLeft()
    {
        return QTest::qWaitFor([&] { return m_peer->openConnections() == 0; }, patience);
    }

    ManualTimeSystem m_time;
    std::unique_ptr<RawPeer> m_peer;
    std::unique_ptr<HttpGet> m_get;
    QStringList m_outcomes;
    QString m_detail;

private:
    void note(const HttpResult &result)
    {
        if (result) {
            m_outcomes += QStringLiteral("%1 %2")
                              .arg(result->status)
                              .arg(QString::fromLatin1(result->body));
            return;
        }
        QString text = toString(result.error().kind);
        if (result.error().httpStatus)
            text += QStringLiteral(" %1").arg(*result.error().httpStatus);
        m_outcomes += text;
        m_detail = result.error().detail;
    }
};

} // namespace Breakwater::Test
