// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/pollfault.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Breakwater::EndReason)

class PollFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhoseFaultAndWhy_data();
    void saysWhoseFaultAndWhy();
    void everyEndHasASentenceAboutPages();
    void theThirdNotFoundInARowIsARefusal();
    void aTimeoutIsOne();
};

void PollFaultsTest::saysWhoseFaultAndWhy_data()
{
    QTest::addColumn<EndReason>("end");
    QTest::addColumn<QString>("faultClass");
    QTest::addColumn<QString>("said");
    const auto row
        = [](const char *name, const EndReason &end, FaultClass faultClass, const QString &said) {
              QTest::newRow(name) << end << QString(toString(faultClass)) << said;
          };
    const auto status = [](int httpStatus) {
        return EndReason{.kind = EndKind::ConnectionLost, .httpStatus = httpStatus};
    };
    row("401", status(401), FaultClass::Refusal, u"401"_qs);
    row("302", status(302), FaultClass::Peer, u"redirects are never followed"_qs);
    row("404", status(404), FaultClass::Peer, u"no health page at this path"_qs);
    row("204", status(204), FaultClass::Peer, u"instead of a health page"_qs);
    row("408", status(408), FaultClass::Peer, u"the request took it too long"_qs);
    row("200, cut", status(200), FaultClass::Peer, u"The connection was cut."_qs);
    row("too long", {.kind = EndKind::LimitExceeded, .detail = u"more than 64 KiB"_qs},
        FaultClass::Peer, u"too large for a health page (more than 64 KiB)"_qs);
    row("no HTTP", {.kind = EndKind::ProtocolError, .detail = u"its answer is no HTTP"_qs},
        FaultClass::Peer, u"did not keep to its protocol (its answer is no HTTP)"_qs);
    row("too slow", {.kind = EndKind::HandshakeTimeout}, FaultClass::Peer, u"in time"_qs);
    row("TLS", {.kind = EndKind::TlsFailed, .detail = u"TLS: expired"_qs}, FaultClass::Peer,
        u"The secure connection failed (TLS: expired)"_qs);
    row("no name", {.kind = EndKind::HostNotFound}, FaultClass::Local, u"name was not found"_qs);
    row("proxy", {.kind = EndKind::ProxyFailed}, FaultClass::Local, u"proxy"_qs);
    row("no network", {.kind = EndKind::NetworkDown}, FaultClass::Local, u"no network"_qs);
}

void PollFaultsTest::saysWhoseFaultAndWhy()
{
    QFETCH(EndReason, end);
    QFETCH(QString, faultClass);
    QFETCH(QString, said);

    const Fault fault = PollFaults().classify(end);

    QCOMPARE(QString(toString(fault.faultClass)), faultClass);
    QVERIFY2(fault.sentence.contains(said), qPrintable(fault.sentence));
}

void PollFaultsTest::everyEndHasASentenceAboutPages()
{
    for (const auto kind :
         {EndKind::ConnectionLost, EndKind::ConnectFailed, EndKind::HostNotFound,
          EndKind::HandshakeTimeout, EndKind::TlsFailed, EndKind::TlsConfiguration,
          EndKind::ProtocolError, EndKind::LimitExceeded, EndKind::OutOfResources,
          EndKind::NetworkDown, EndKind::ProxyFailed}) {
        const QString sentence = PollFaults().classify({.kind = kind}).sentence;
        QVERIFY2(sentence.size() > 10, qPrintable(QString(toString(kind))));
        QVERIFY2(!sentence.contains(u"WebSocket"_qs), qPrintable(sentence));
    }
    for (const int status : {200, 204, 301, 400, 401, 403, 404, 408, 421, 429, 500, 503, 599}) {
        const QString sentence = PollFaults().classify(status).sentence;
        QVERIFY2(sentence.contains(QString::number(status)), qPrintable(sentence));
        QVERIFY2(!sentence.contains(u"WebSocket"_qs), qPrintable(sentence));
    }
}

void PollFaultsTest::theThirdNotFoundInARowIsARefusal()
{
    PollFaults faults;
    const auto isRefusal
        = [&](int status) { return faults.classify(status).faultClass == FaultClass::Refusal; };

    QVERIFY(!isRefusal(404));
    QVERIFY(!isRefusal(404));
    QVERIFY(isRefusal(404));
    QVERIFY(!isRefusal(500)); // ends the row
    QVERIFY(!isRefusal(404));
    QVERIFY(!isRefusal(404));
    faults.reset();
    QVERIFY(!isRefusal(404));
}

void PollFaultsTest::aTimeoutIsOne()
{
    QVERIFY(PollFaults().classify({.kind = EndKind::HandshakeTimeout}).wasTimeout);
    QVERIFY(!PollFaults().classify({.kind = EndKind::LimitExceeded}).wasTimeout);
    QVERIFY(PollFaults().classify({.kind = EndKind::ConnectionLost}).connectionLost);
}

BREAKWATER_TEST(PollFaultsTest)

#include "tst_pollfault.moc"
