// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/net/acceptorfixture.h>
#include <tests/support/testcertificates.h>
#include <tests/support/testmain.h>

#include <QtNetwork/QTcpServer>

using namespace Breakwater;
using namespace Breakwater::Test;

class AcceptorListeningTest : public QObject, private AcceptorFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }

    void listensOnLoopbackOnly_data();
    void listensOnLoopbackOnly();
    void portInUseIsExplained();
    void tls();
    void tlsFilesThatCannotBeUsedAreNamed();
};

void AcceptorListeningTest::listensOnLoopbackOnly_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("works");
    QTest::newRow("127.0.0.1") << u"127.0.0.1"_qs << true;
    QTest::newRow("localhost") << u"localhost"_qs << true;
    QTest::newRow("all") << u"0.0.0.0"_qs << false;
    QTest::newRow("all, ipv6") << u"::"_qs << false;
    QTest::newRow("a name") << u"example.org"_qs << false;
    QTest::newRow("nothing") << QString() << false;
}

void AcceptorListeningTest::listensOnLoopbackOnly()
{
    QFETCH(QString, host);
    QFETCH(bool, works);
    Acceptor acceptor(m_config, m_time, m_host);

    const auto port = acceptor.listen({.host = host});

    QCOMPARE(port.has_value(), works);
    QCOMPARE(acceptor.isListening(), works);
    if (!works)
        QVERIFY(port.error().message.startsWith(u"Cannot listen on '%1': "_qs.arg(host)));
}

void AcceptorListeningTest::portInUseIsExplained()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    Acceptor acceptor(m_config, m_time, m_host);

    const auto port = acceptor.listen({.port = other.serverPort()});

    QVERIFY(!port);
    QCOMPARE(port.error().kind, ErrorKind::Network);
    QVERIFY2(port.error().message.contains(QString::number(other.serverPort())),
             qPrintable(port.error().message));
}

void AcceptorListeningTest::tls()
{
    const TestCertificates certificates;
    QVERIFY2(certificates.error().isEmpty(), qPrintable(certificates.error()));
    listen({.tls = TlsOptions{.certificateFile = certificates.server().certificateFile,
                              .keyFile = certificates.server().keyFile}});
    auto endpoint = Endpoint::fromUrl(u"wss://localhost:%1/"_qs.arg(m_port)).value();
    endpoint.tls.caFile = certificates.caFile();
    RecordingListener client;
    const auto transport = WebSocketTransportFactory(m_config, m_time).create(endpoint, client);

    transport->open();

    QTRY_COMPARE_WITH_TIMEOUT(client.opened.size(), 1u, patience);
    transport->sendText("secret");
    QTRY_COMPARE_WITH_TIMEOUT(client.texts, std::vector<QByteArray>{"secret"}, patience);
}

void AcceptorListeningTest::tlsFilesThatCannotBeUsedAreNamed()
{
    Acceptor acceptor(m_config, m_time, m_host);

    const auto port = acceptor.listen(
        {.tls = TlsOptions{.certificateFile = u"/nowhere.pem"_qs, .keyFile = u"/nowhere.key"_qs}});

    QVERIFY(!port);
    QVERIFY(port.error().message.contains(u"/nowhere.pem"));
}

BREAKWATER_TEST(AcceptorListeningTest)
#include "tst_acceptor_listening.moc"
