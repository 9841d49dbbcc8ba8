// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/echoclient.h>

#include <core/net/endpoint.h>
#include <core/net/websockettransport.h>

namespace Breakwater::Test {

EchoClient::EchoClient(const QString &url, const QString &caFile)
{
    auto endpoint = Endpoint::fromUrl(url);
    if (!endpoint)
        qFatal("%s", qPrintable(endpoint.error().message));
    if (!caFile.isEmpty())
        endpoint->tls.caFile = caFile;
    m_transport = WebSocketTransportFactory(StabilityConfig{}, m_time).create(*endpoint, m_heard);
    m_transport->open();
}

} // namespace Breakwater::Test
