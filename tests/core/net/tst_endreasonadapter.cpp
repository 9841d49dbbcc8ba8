// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/endreasonadapter.h>
#include <core/net/sockethistory.h>
#include <core/net/socketinside.h>

#include <tests/support/loopbackserver.h>
#include <tests/support/recordinglistener.h>
#include <tests/support/signalrecorder.h>
#include <tests/support/testmain.h>

#include <QtWebSockets/QWebSocket>

using namespace Breakwater;
using namespace Breakwater::Test;
using Closer = SocketHistory::Closer;
using Socket = QAbstractSocket;

Q_DECLARE_METATYPE(Breakwater::SocketHistory)

namespace {

constexpr int patience = 10'000;

SocketHistory failedBeforeOpen(Socket::SocketError error, const QString &text,
                               bool tcpConnected = true)
{
    SocketHistory history;
    history.tcpConnected = tcpConnected;
    history.error = error;
    history.errorText = text;
    return history;
}

SocketHistory closedWhileOpen(Closer closer, int code, const QString &reason = {})
{
    SocketHistory history;
    history.tcpConnected = history.opened = true;
    history.closer = closer;
    history.closeCode = code;
    history.closeReason = reason;
    return history;
}

SocketHistory withTlsError(SocketHistory history, const QString &text)
{
    history.tlsErrors += text;
    return history;
}

} // namespace

class EndReasonAdapterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheTrueCause_data();
    void tellsTheTrueCause();
    void readsTheStatusOutOfTheText_data();
    void readsTheStatusOutOfTheText();
    void foreignTextLosesItsTeeth();
    void tlsErrorsAreNamed();
    void ourOwnWishWins();
    void thisQtLetsUsSeeItsFrameReader();
    void endsOnceAndFromTheEventLoop();
    void closeFramesAreWellFormed();
};

void EndReasonAdapterTest::tellsTheTrueCause_data()
{
    QTest::addColumn<SocketHistory>("history");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("closeCode"); // 0: none
    const auto row
        = [](const char *name, const SocketHistory &history, EndKind kind, int closeCode = 0) {
              QTest::newRow(name) << history << nameOf(kind) << closeCode;
          };
    row("refused",
        failedBeforeOpen(Socket::ConnectionRefusedError, u"Connection refused"_qs, false),
        EndKind::ConnectFailed);
    row("fin before open", failedBeforeOpen(Socket::RemoteHostClosedError, u"closed"_qs),
        EndKind::ConnectFailed);
    row("unknown host", failedBeforeOpen(Socket::HostNotFoundError, u"Host not found"_qs, false),
        EndKind::HostNotFound);
    row("no descriptors",
        failedBeforeOpen(Socket::SocketResourceError, u"Out of resources"_qs, false),
        EndKind::OutOfResources);
    row("no route", failedBeforeOpen(Socket::NetworkError, u"Network unreachable"_qs, false),
        EndKind::NetworkDown);
    row("host unreachable", failedBeforeOpen(Socket::NetworkError, u"Host unreachable"_qs, false),
        EndKind::ConnectFailed);
    row("connect timed out", failedBeforeOpen(Socket::SocketTimeoutError, u"timeout"_qs, false),
        EndKind::ConnectFailed);
    row("tls handshake", failedBeforeOpen(Socket::SslHandshakeFailedError, u"bad"_qs),
        EndKind::TlsFailed);
    row("tls library", failedBeforeOpen(Socket::SslInternalError, u"bad"_qs), EndKind::TlsFailed);
    row("own key unusable", failedBeforeOpen(Socket::SslInvalidUserDataError, u"bad"_qs),
        EndKind::TlsConfiguration);
    row("certificate refused by the server",
        withTlsError(failedBeforeOpen(Socket::RemoteHostClosedError, u"closed"_qs), u"alert"_qs),
        EndKind::TlsFailed);
    row("proxy asks", failedBeforeOpen(Socket::ProxyAuthenticationRequiredError, u"p"_qs, false),
        EndKind::ProxyFailed);
    row("proxy refused", failedBeforeOpen(Socket::ProxyConnectionRefusedError, u"p"_qs, false),
        EndKind::ProxyFailed);
    row("proxy unknown", failedBeforeOpen(Socket::ProxyNotFoundError, u"p"_qs, false),
        EndKind::ProxyFailed);
    row("nothing said", SocketHistory{}, EndKind::ConnectFailed);

    row("fin while open", closedWhileOpen(Closer::Nobody, 1000), EndKind::ConnectionLost);
    for (const int code : {1000, 1001, 1003, 1007, 1008, 1009, 1011, 3000, 4001})
        row(qPrintable(u"peer closes %1"_qs.arg(code)), closedWhileOpen(Closer::Peer, code),
            EndKind::PeerClose, code);
    const QString hidden = u"Invalid close code 1002 detected."_qs;
    row("1012 to 1014", closedWhileOpen(Closer::Peer, 1002, hidden), EndKind::PeerClose, 1012);
    row("1012 to 1014, other Qt", closedWhileOpen(Closer::Unknown, 1002, hidden),
        EndKind::PeerClose, 1012);
    row("true 1002", closedWhileOpen(Closer::Peer, 1002, u"bad mask"_qs), EndKind::PeerClose, 1002);
    row("close frame of one byte",
        closedWhileOpen(Closer::Peer, 1002, u"Payload of close frame is too small."_qs),
        EndKind::ProtocolError);
    // A Qt server uses the very words that our own QWebSocket uses.
    row("a Qt peer blames us",
        closedWhileOpen(Closer::Peer, 1009, u"Received message is too big."_qs), EndKind::PeerClose,
        1009);

    row("rsv", closedWhileOpen(Closer::Us, 1002, u"Rsv field is non-zero"_qs),
        EndKind::ProtocolError);
    row("not utf-8", closedWhileOpen(Closer::Us, 1007, u"Invalid UTF-8 code encountered."_qs),
        EndKind::ProtocolError);
    row("too big", closedWhileOpen(Closer::Us, 1009, u"Maximum framesize exceeded."_qs),
        EndKind::LimitExceeded);
    row("half a frame", closedWhileOpen(Closer::Us, 1001, u"Timeout when reading data"_qs),
        EndKind::ConnectionLost);
    row("rsv, other Qt", closedWhileOpen(Closer::Unknown, 1002, u"Rsv field is non-zero"_qs),
        EndKind::ProtocolError);
    row("1001, other Qt", closedWhileOpen(Closer::Unknown, 1001, u"bye"_qs), EndKind::PeerClose,
        1001);
}

void EndReasonAdapterTest::tellsTheTrueCause()
{
    QFETCH(SocketHistory, history);
    QFETCH(QString, kind);
    QFETCH(int, closeCode);

    const EndReason reason = toEndReason(history);

    QCOMPARE(nameOf(reason.kind), kind);
    QCOMPARE(reason.closeCode.value_or(0), closeCode);
    QVERIFY(!reason.detail.isEmpty());
}

void EndReasonAdapterTest::readsTheStatusOutOfTheText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("status"); // 0: none
    const auto unhandled = [](const char *name, int status, const QString &phrase) {
        QTest::newRow(name) << u"QWebSocketPrivate::processHandshake: Unhandled http status code: "
                               "%1 (%2)."_qs.arg(status)
                                   .arg(phrase)
                            << nameOf(EndKind::HandshakeRejected) << status;
    };
    unhandled("503", 503, u"Service Unavailable"_qs);
    unhandled("404, parentheses", 404, u"Not (really) Found"_qs);
    unhandled("429, no phrase", 429, QString());
    QTest::newRow("400") << u"QWebSocketPrivate::processHandshake: Unknown error condition "
                            "encountered. Aborting connection."_qs
                         << nameOf(EndKind::HandshakeRejected) << 400;
    QTest::newRow("400, version")
        << u"Handshake: Server requests a version that we don't support: 8."_qs
        << nameOf(EndKind::HandshakeRejected) << 400;
    QTest::newRow("401 of Qt 6.6")
        << u"QWebSocket::processHandshake: Host requires authentication"_qs
        << nameOf(EndKind::HandshakeRejected) << 401;
    for (const char *text :
         {"Read handshake request status failed", "Parsing handshake request header failed",
          "Header is too large",
          "WebSocket server has chosen protocol x which has not been "
          "requested",
          "Accept-Key received from server a does not match the client key b.",
          "Invalid parameter(s) presented during protocol upgrade: …", "something new"})
        QTest::newRow(text) << QString::fromUtf8(text) << nameOf(EndKind::HandshakeInvalid) << 0;
}

void EndReasonAdapterTest::readsTheStatusOutOfTheText()
{
    QFETCH(QString, text);
    QFETCH(QString, kind);
    QFETCH(int, status);

    const EndReason reason = toEndReason(failedBeforeOpen(Socket::ConnectionRefusedError, text));

    QCOMPARE(nameOf(reason.kind), kind);
    QCOMPARE(reason.httpStatus.value_or(0), status);
    QVERIFY(!reason.detail.isEmpty());
}

void EndReasonAdapterTest::foreignTextLosesItsTeeth()
{
    const QString hostile = u"\u001b[31m<b>\n\u202e"_qs + QString(500, u'x');

    const EndReason closed = toEndReason(closedWhileOpen(Closer::Peer, 4000, hostile));
    const EndReason rejected = toEndReason(failedBeforeOpen(
        Socket::ConnectionRefusedError, u"Unhandled http status code: 500 (%1)."_qs.arg(hostile)));

    for (const QString &text : {closed.closeReason, rejected.detail}) {
        QVERIFY(!text.contains(u'\u001b') && !text.contains(u'\n') && !text.contains(u'\u202e'));
        QVERIFY(text.size() <= 201);
    }
    QCOMPARE(rejected.httpStatus, 500);
}

void EndReasonAdapterTest::tlsErrorsAreNamed()
{
    auto history = failedBeforeOpen(Socket::SslHandshakeFailedError, u"The certificate is bad"_qs);
    history.tlsErrors = QStringList{u"self-signed"_qs, u"wrong host"_qs};

    QCOMPARE(toEndReason(history).detail, u"TLS: self-signed; wrong host"_qs);
}

void EndReasonAdapterTest::ourOwnWishWins()
{
    auto history = closedWhileOpen(Closer::Peer, 1001);
    history.closeWanted = true;
    history.error = Socket::RemoteHostClosedError;

    const EndReason reason = toEndReason(history);

    QCOMPARE(nameOf(reason.kind), nameOf(EndKind::WantedClose));
    QVERIFY(!reason.closeCode);
}

void EndReasonAdapterTest::thisQtLetsUsSeeItsFrameReader()
{
    // Everything works without it, but less surely; a Qt that hides it deserves attention.
    const QWebSocket socket;

    QVERIFY(frameReaderOf(socket));
    QVERIFY(!tcpSocketOf(socket));
}

void EndReasonAdapterTest::endsOnceAndFromTheEventLoop()
{
    LoopbackServer server;
    QWebSocket socket;
    EndReasonAdapter adapter(socket);
    const SignalRecorder ended(&adapter, &EndReasonAdapter::ended);
    socket.open(QUrl(server.url()));
    adapter.watchInside();
    QTRY_VERIFY_WITH_TIMEOUT(adapter.history().opened, patience);

    socket.abort(); // emits disconnected at once
    QVERIFY(adapter.isEnding());
    QVERIFY(ended.isEmpty());
    Q_EMIT socket.disconnected();

    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, patience);
    QCoreApplication::processEvents();
    QCOMPARE(ended.size(), 1);
    QCOMPARE(nameOf(adapter.endReason().kind), nameOf(EndKind::ConnectionLost));
}

void EndReasonAdapterTest::closeFramesAreWellFormed()
{
    QCOMPARE(closeFrame(1000, {}, false), QByteArray("\x88\x02\x03\xe8", 4));
    QCOMPARE(closeFrame(4001, u"no"_qs, false), QByteArray("\x88\x04\x0f\xa1no", 6));
    QCOMPARE(closeFrame(1000, QString(500, u'x'), false).size(), 2 + 125);
    // Two characters outside the BMP too many: whole characters go, never halves.
    const QByteArray cut = closeFrame(1000, u"\U0001f30a"_qs.repeated(31), false);
    QCOMPARE(cut.size(), 2 + 2 + 30 * 4);

    const QByteArray masked = closeFrame(1000, u"bye"_qs, true);
    QCOMPARE(masked.size(), 2 + 4 + 5);
    QByteArray payload = masked.mid(6);
    for (int i = 0; i < payload.size(); ++i)
        payload[i] = static_cast<char>(payload[i] ^ masked[2 + i % 4]);
    QCOMPARE(payload,
             QByteArray("\x03\xe8"
                        "bye"));
    QCOMPARE(masked.at(1), static_cast<char>(0x80 | 5));
}

BREAKWATER_TEST(EndReasonAdapterTest)
#include "tst_endreasonadapter.moc"
