// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/faultclassifier.h>

#include <tests/support/testmain.h>

using namespace Breakwater;

Q_DECLARE_METATYPE(Breakwater::FaultClass)

namespace {

EndReason ended(EndKind kind, const QString &detail = {})
{
    EndReason reason;
    reason.kind = kind;
    reason.detail = detail;
    return reason;
}

EndReason http(int status)
{
    EndReason reason = ended(EndKind::HandshakeRejected);
    reason.httpStatus = status;
    return reason;
}

EndReason closed(int code, const QString &said = {})
{
    EndReason reason = ended(EndKind::PeerClose);
    reason.closeCode = code;
    reason.closeReason = said;
    return reason;
}

} // namespace

class FaultClassifierTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasItsClassAndASentence_data();
    void everyKindHasItsClassAndASentence();
    void closeCodesSpeakAboutWhomTheyBlame_data();
    void closeCodesSpeakAboutWhomTheyBlame();
    void httpAnswersAreToldApart_data();
    void httpAnswersAreToldApart();
    void theThirdNotFoundInARowIsARefusal();
    void anythingElseBreaksTheRowOfNotFounds();
    void sentencesSayWhatToDo();
    void whatThePeerSaidIsQuotedSafely();
};

void FaultClassifierTest::everyKindHasItsClassAndASentence_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<FaultClass>("faultClass");
    QTest::addColumn<bool>("wasTimeout");
    const auto row = [](EndKind kind, FaultClass faultClass, bool wasTimeout = false) {
        QTest::newRow(toString(kind).data()) << static_cast<int>(kind) << faultClass << wasTimeout;
    };
    row(EndKind::WantedClose, FaultClass::None);
    row(EndKind::PeerClose, FaultClass::None); // without a code
    row(EndKind::ConnectionLost, FaultClass::Peer);
    row(EndKind::ConnectFailed, FaultClass::Peer);
    row(EndKind::HostNotFound, FaultClass::Local);
    row(EndKind::HandshakeRejected, FaultClass::Peer); // without a status
    row(EndKind::HandshakeInvalid, FaultClass::Peer);
    row(EndKind::HandshakeTimeout, FaultClass::Peer, true);
    row(EndKind::TlsFailed, FaultClass::Peer);
    row(EndKind::TlsConfiguration, FaultClass::Local);
    row(EndKind::ProtocolError, FaultClass::Peer);
    row(EndKind::LimitExceeded, FaultClass::Peer);
    row(EndKind::HeartbeatTimeout, FaultClass::Peer, true);
    row(EndKind::IdleTimeout, FaultClass::Peer, true);
    row(EndKind::CloseTimeout, FaultClass::None);
    row(EndKind::OutOfResources, FaultClass::Local);
    row(EndKind::NetworkDown, FaultClass::Local);
    row(EndKind::ProxyFailed, FaultClass::Local);
}

void FaultClassifierTest::everyKindHasItsClassAndASentence()
{
    QFETCH(int, kind);
    QFETCH(FaultClass, faultClass);
    QFETCH(bool, wasTimeout);

    const Fault fault = FaultClassifier().classify(ended(static_cast<EndKind>(kind)));

    QCOMPARE(toString(fault.faultClass), toString(faultClass));
    QCOMPARE(fault.wasTimeout, wasTimeout);
    QCOMPARE(fault.connectionLost, static_cast<EndKind>(kind) == EndKind::ConnectionLost);
    QVERIFY(!fault.serverRestart);
    QVERIFY(fault.sentence.endsWith(u'.') || fault.sentence.endsWith(u'?'));
}

void FaultClassifierTest::closeCodesSpeakAboutWhomTheyBlame_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<FaultClass>("faultClass");
    QTest::addColumn<bool>("serverRestart");
    const auto row = [](int code, FaultClass faultClass, bool serverRestart = false) {
        QTest::addRow("%d", code) << code << faultClass << serverRestart;
    };
    row(1000, FaultClass::None);
    row(1001, FaultClass::Peer, true);
    row(1002, FaultClass::Peer);
    row(1003, FaultClass::Content);
    row(1007, FaultClass::Content);
    row(1008, FaultClass::Refusal);
    row(1009, FaultClass::Content);
    row(1011, FaultClass::Peer);
    row(1012, FaultClass::Peer, true);
    row(1013, FaultClass::Peer, true);
    row(1014, FaultClass::Peer, true);
    row(3000, FaultClass::Peer);
    row(4001, FaultClass::Peer);
}

void FaultClassifierTest::closeCodesSpeakAboutWhomTheyBlame()
{
    QFETCH(int, code);
    QFETCH(FaultClass, faultClass);
    QFETCH(bool, serverRestart);

    const Fault fault = FaultClassifier().classify(closed(code));

    QCOMPARE(toString(fault.faultClass), toString(faultClass));
    QCOMPARE(fault.serverRestart, serverRestart);
    QVERIFY(code == 1000 || fault.sentence.contains(QString::number(code)));
}

void FaultClassifierTest::httpAnswersAreToldApart_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<FaultClass>("faultClass");
    QTest::addColumn<bool>("wasTimeout");
    const auto row = [](int status, FaultClass faultClass, bool wasTimeout = false) {
        QTest::addRow("%d", status) << status << faultClass << wasTimeout;
    };
    row(200, FaultClass::Peer);
    row(301, FaultClass::Peer);
    row(302, FaultClass::Peer);
    row(400, FaultClass::Peer);
    row(401, FaultClass::Refusal);
    row(403, FaultClass::Refusal);
    row(404, FaultClass::Peer); // the first one
    row(408, FaultClass::Peer, true);
    row(425, FaultClass::Peer);
    row(429, FaultClass::Peer);
    row(500, FaultClass::Peer);
    row(503, FaultClass::Peer);
}

void FaultClassifierTest::httpAnswersAreToldApart()
{
    QFETCH(int, status);
    QFETCH(FaultClass, faultClass);
    QFETCH(bool, wasTimeout);

    const Fault fault = FaultClassifier().classify(http(status));

    QCOMPARE(toString(fault.faultClass), toString(faultClass));
    QCOMPARE(fault.wasTimeout, wasTimeout);
    QVERIFY(fault.sentence.contains(QString::number(status)));
}

void FaultClassifierTest::theThirdNotFoundInARowIsARefusal()
{
    FaultClassifier classifier;

    QCOMPARE(toString(classifier.classify(http(404)).faultClass), toString(FaultClass::Peer));
    QCOMPARE(toString(classifier.classify(http(404)).faultClass), toString(FaultClass::Peer));
    QCOMPARE(toString(classifier.classify(http(404)).faultClass), toString(FaultClass::Refusal));
    classifier.reset();
    QCOMPARE(toString(classifier.classify(http(404)).faultClass), toString(FaultClass::Peer));
}

void FaultClassifierTest::anythingElseBreaksTheRowOfNotFounds()
{
    FaultClassifier classifier;
    classifier.classify(http(404));
    classifier.classify(http(404));
    classifier.classify(http(503));

    QCOMPARE(toString(classifier.classify(http(404)).faultClass), toString(FaultClass::Peer));
}

void FaultClassifierTest::sentencesSayWhatToDo()
{
    FaultClassifier classifier;

    QCOMPARE(classifier.classify(ended(EndKind::ConnectFailed, u"Connection refused"_qs)).sentence,
             u"The server refused the connection (connection refused). Is it running and is the "
             "port right?"_qs);
    QCOMPARE(classifier.classify(http(401)).sentence,
             u"The server answered 401 Unauthorized: the token or password is missing or wrong. "
             "Edit the connection, then retry."_qs);
    QCOMPARE(classifier.classify(http(302)).sentence,
             u"The server answered 302, a redirect; redirects are never followed. Enter the final "
             "address in the connection."_qs);
    QCOMPARE(
        classifier.classify(ended(EndKind::TlsFailed, u"self-signed certificate"_qs)).sentence,
        u"The secure connection failed (self-signed certificate). Check the server's certificate, "
        "or name its CA in the connection."_qs);
}

void FaultClassifierTest::whatThePeerSaidIsQuotedSafely()
{
    const Fault fault = FaultClassifier().classify(closed(1011, u"disk %1\nfull\u202E"_qs));

    QCOMPARE(fault.sentence,
             u"The server met an internal error (close code 1011). It said: “disk "
             "%1\uFFFDfull\uFFFD”."_qs);
}

BREAKWATER_TEST(FaultClassifierTest)
#include "tst_faultclassifier.moc"
