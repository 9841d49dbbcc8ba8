// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/net/transportfixture.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/rawpeer.h>
#include <tests/support/testcertificates.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;

class WebSocketTransportTlsTest : public QObject, private TransportFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_certificates.error().isEmpty(), qPrintable(m_certificates.error()));
    }
    void init() { reset(); }

    void tlsTrustsTheOwnAuthorityOnly();
    void tlsShowsTheClientCertificate();
    void tlsBacklogCountsEncryptedBytes();
    void tlsFilesThatCannotBeUsedAreNamed_data();
    void tlsFilesThatCannotBeUsedAreNamed();

private:
    TestCertificates m_certificates;
};

void WebSocketTransportTlsTest::tlsTrustsTheOwnAuthorityOnly()
{
    LoopbackServer server({.certificateFile = m_certificates.server().certificateFile,
                           .keyFile = m_certificates.server().keyFile});
    Endpoint endpoint = endpointFor(server.url()); // an IP address in the certificate
    endpoint.tls.caFile = m_certificates.caFile();
    auto transport = transportTo(endpoint);
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    transport->sendText("secret");
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.texts.size(), 1u, patience);

    endpoint.tls.caFile = m_certificates.otherCaFile();
    transport = transportTo(endpoint);
    transport->open();

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::TlsFailed));
    QCOMPARE(m_listener.opened.size(), 1u);
}

void WebSocketTransportTlsTest::tlsShowsTheClientCertificate()
{
    LoopbackServer server({.certificateFile = m_certificates.server().certificateFile,
                           .keyFile = m_certificates.server().keyFile,
                           .clientCaFile = m_certificates.caFile()});
    Endpoint endpoint = endpointFor(server.url());
    endpoint.tls.caFile = m_certificates.caFile();
    auto transport = transportTo(endpoint);
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    // Qt's server hangs up without an alert; one that says why is among the faults.
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::ConnectFailed));
    QVERIFY(m_listener.opened.empty());

    endpoint.tls.certificateFile = m_certificates.client().certificateFile;
    endpoint.tls.keyFile = m_certificates.client().keyFile;
    transport = transportTo(endpoint);
    transport->open();

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
}

void WebSocketTransportTlsTest::tlsBacklogCountsEncryptedBytes()
{
    LoopbackServer server({.echo = false,
                           .certificateFile = m_certificates.server().certificateFile,
                           .keyFile = m_certificates.server().keyFile});
    m_config.limits.sendBufferBytes = 64 * 1024 * 1024;
    Endpoint endpoint = endpointFor(server.url());
    endpoint.tls.caFile = m_certificates.caFile();
    const auto transport = transportTo(endpoint);
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    std::int64_t seen = 0;
    bool wasEncrypted = false;

    QVERIFY(transport->sendBinary(QByteArray(30'000'000, 'x')));
    // Encrypting empties QWebSocket's own count at once; ours must go down in steps.
    QTRY_VERIFY_WITH_TIMEOUT((seen = transport->backlogBytes(),
                              wasEncrypted |= seen > 0 && seen < 30'000'000, seen == 0),
                             patience);

    QVERIFY(wasEncrypted);
}

void WebSocketTransportTlsTest::tlsFilesThatCannotBeUsedAreNamed_data()
{
    QTest::addColumn<QString>("ca");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("named");
    const QString missing = m_certificates.path(QStringLiteral("missing.pem"));
    const auto client = m_certificates.client();
    QTest::newRow("no such authority") << missing << QString() << QString() << missing;
    QTest::newRow("authority is a key")
        << client.keyFile << QString() << QString() << client.keyFile;
    QTest::newRow("no such key") << QString() << client.certificateFile << missing << missing;
    QTest::newRow("key is a certificate")
        << QString() << client.certificateFile << client.certificateFile << client.certificateFile;
    QTest::newRow("certificate alone")
        << QString() << client.certificateFile << QString() << QStringLiteral("together");
}

void WebSocketTransportTlsTest::tlsFilesThatCannotBeUsedAreNamed()
{
    QFETCH(QString, ca);
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QString, named);
    RawPeer peer;
    Endpoint endpoint = endpointFor(peer.url(QStringLiteral("wss")));
    const auto given
        = [](const QString &file) { return file.isEmpty() ? std::nullopt : std::optional(file); };
    endpoint.tls = {given(ca), given(certificate), given(key)};
    const auto transport = transportTo(endpoint);

    transport->open();
    QVERIFY(!m_listener.hasEnded());

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::TlsConfiguration));
    QVERIFY2(m_listener.ends[0].detail.contains(named), qPrintable(m_listener.ends[0].detail));
    QCOMPARE(peer.connectionCount(), 0);
}

BREAKWATER_TEST(WebSocketTransportTlsTest)
#include "tst_websockettransport_tls.moc"
