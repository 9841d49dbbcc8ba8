// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/integration/healthclient.h>
#include <tests/integration/hostfixture.h>
#include <tests/interop/pageserver.h>
#include <tests/support/peerprocess.h>

#include <QtCore/QJsonObject>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QTcpSocket>

#include <unistd.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 30'000; // only bounds a failing test

//! Asks for the health page and opens both sockets, then tells its own server how it went.
constexpr auto page = R"(<!doctype html><title>page</title><script>
const health = fetch('HEALTH/health/websocket')
    .then(answer => answer.json().then(body => answer.status + ' ' + body.status))
    .catch(error => 'failed: ' + error.name);
const open = url => new Promise(done => {
    const isStream = url.endsWith('/stream');
    const socket = new WebSocket(url, isStream ? ['breakwater.metrics.v1'] : []);
    socket.onopen = () => { if (!isStream) done('open'); };
    socket.onmessage = message => done(JSON.parse(message.data).type);
    socket.onclose = () => done('failed');
});
Promise.all([health, open('SERVER/stream'), open('SERVER/')]).then(([health, stream, root]) =>
    fetch('/result', {method: 'POST', body: JSON.stringify({health, stream, root})}));
</script>)";

bool hasBrowser()
{
    return !QStandardPaths::findExecutable(u"chromium"_qs).isEmpty();
}

QStringList browserArguments(const QTemporaryDir &home, const QString &url)
{
    QStringList arguments{u"--headless"_qs,
                          u"--disable-gpu"_qs,
                          u"--disable-dev-shm-usage"_qs,
                          u"--no-first-run"_qs,
                          u"--disable-background-networking"_qs,
                          u"--disable-component-update"_qs,
                          u"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"_qs,
                          u"--no-proxy-server"_qs,
                          u"--user-data-dir="_qs + home.path()};
    if (::geteuid() == 0)
        arguments.append(u"--no-sandbox"_qs); // root cannot have it
    arguments.append(url);
    return arguments;
}

} // namespace

//! A page of another origin reaches neither the health page nor a socket, in a real browser and
//! with its exact headers.
class InteropBrowser final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foreignHeadersAreTurnedAway_data();
    void foreignHeadersAreTurnedAway();
    void aRealBrowserIsTurnedAway();
    void aRealBrowserOfAListedOriginIsLetIn();

private:
    void serve(const QStringList &origins);
    QByteArray handshake(const QByteArray &path, const QByteArray &host, const QByteArray &origin);
    QByteArray readHealth(const QByteArray &host, const QByteArray &origin);
    static QByteArray exchange(int port, const QByteArray &request);
    QJsonObject visit(PageServer &site);

    std::unique_ptr<EngineHost> m_host;
    QUrl m_url;
};

void InteropBrowser::serve(const QStringList &origins)
{
    StabilityConfig config = hurried();
    config.http.listen = u"127.0.0.1:0"_qs;
    config.http.allowedOrigins = origins;
    m_host = std::make_unique<EngineHost>(config);
    connect(m_host.get(), &EngineHost::servingAnswered, m_host.get(),
            [this](const ServingAnswer &answer) { m_url = answer.url; });
    m_url.clear();
    StartServing serving;
    serving.behaviour.echo = true;
    m_host->post(serving);
    QTRY_VERIFY_WITH_TIMEOUT(!m_url.isEmpty() && !healthUrl(*m_host).isEmpty(), patience);
}

//! What comes within a moment of an answer having begun; the server may keep the connection.
QByteArray InteropBrowser::exchange(int port, const QByteArray &request)
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_qs, static_cast<quint16>(port));
    socket.write(request);
    QByteArray answer;
    // The header, and after an upgrade the server's first word, or the end.
    [[maybe_unused]] const bool came = QTest::qWaitFor(
        [&] {
            answer += socket.readAll();
            const auto end = answer.indexOf("\r\n\r\n");
            return socket.state() == QAbstractSocket::UnconnectedState
                || (end > 0 && answer.startsWith("HTTP/1.1 101") && answer.size() > end + 4);
        },
        3000);
    return answer + socket.readAll();
}

QByteArray InteropBrowser::handshake(const QByteArray &path, const QByteArray &host,
                                     const QByteArray &origin)
{
    return exchange(
        m_url.port(),
        "GET " + path + " HTTP/1.1\r\nHost: " + host
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
              "Sec-WebSocket-Version: 13\r\n"
            + QByteArray(path == "/stream" ? "Sec-WebSocket-Protocol: breakwater.metrics.v1\r\n"
                                           : "")
            + (origin.isEmpty() ? QByteArray() : "Origin: " + origin + "\r\n") + "\r\n");
}

QByteArray InteropBrowser::readHealth(const QByteArray &host, const QByteArray &origin)
{
    return exchange(QUrl(healthUrl(*m_host)).port(),
                    "GET /health/websocket HTTP/1.1\r\nHost: " + host + "\r\n"
                        + (origin.isEmpty() ? QByteArray() : "Origin: " + origin + "\r\n")
                        + "\r\n");
}

void InteropBrowser::foreignHeadersAreTurnedAway_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<int>("health");
    QTest::addColumn<bool>("isLetIn");
    const QByteArray ours = "127.0.0.1";
    const QByteArray listed = "http://dashboard.example:3000";

    QTest::newRow("a program") << ours << QByteArray() << 200 << true;
    QTest::newRow("listed") << ours << listed << 200 << true;
    QTest::newRow("evil") << ours << QByteArray("https://evil.example") << 403 << false;
    QTest::newRow("null") << ours << QByteArray("null") << 403 << false;
    QTest::newRow("listed with another port")
        << ours << QByteArray("http://dashboard.example") << 403 << false;
    QTest::newRow("listed with another scheme")
        << ours << QByteArray("https://dashboard.example:3000") << 403 << false;
    QTest::newRow("listed as a prefix")
        << ours << QByteArray("http://dashboard.example:3000.evil.example") << 403 << false;
    QTest::newRow("rebinding") << QByteArray("evil.example") << QByteArray() << 421 << false;
    QTest::newRow("rebinding, by a page of that name")
        << QByteArray("evil.example") << QByteArray("http://evil.example") << 421 << false;
    QTest::newRow("looks like ours")
        << QByteArray("127.0.0.1.evil.example") << QByteArray() << 421 << false;
}

void InteropBrowser::foreignHeadersAreTurnedAway()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, origin);
    QFETCH(int, health);
    QFETCH(bool, isLetIn);
    serve({u"http://dashboard.example:3000"_qs});

    const QByteArray told = readHealth(host, origin);
    const QByteArray stream = handshake("/stream", host, origin);
    const QByteArray root = handshake("/", host, origin);

    const QByteArray status = "HTTP/1.1 " + QByteArray::number(health);
    QVERIFY2(told.startsWith(status) || (health == 421 && told.startsWith("HTTP/1.1 403")), told);
    QCOMPARE(told.contains("\"metrics\""), isLetIn);
    QCOMPARE(told.toLower().contains("access-control-allow-origin"), isLetIn && !origin.isEmpty());
    QCOMPARE(stream.contains("initial_stats"), isLetIn);
    if (!isLetIn && health == 403) {
        QVERIFY2(stream.startsWith("HTTP/1.1 403"), stream);
        QVERIFY2(root.startsWith("HTTP/1.1 403"), root);
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_host->latest()->serving.accepted, isLetIn ? 1U : 0U, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_host->latest()->serving.refused, isLetIn ? 0U : 2U, patience);
    QCOMPARE(m_host->latest()->serving.accepted, isLetIn ? 1U : 0U);
}

QJsonObject InteropBrowser::visit(PageServer &site)
{
    site.setPage(QByteArray(page)
                     .replace("HEALTH", healthUrl(*m_host).toUtf8())
                     .replace("SERVER", m_url.toString().chopped(1).toUtf8()));
    const QTemporaryDir home;
    PeerProcess browser({.program = u"chromium"_qs,
                         .arguments = browserArguments(home, site.url()),
                         .environment = {{u"HOME"_qs, home.path()}}});
    if (!browser.launch())
        return {};
    [[maybe_unused]] const bool came
        = QTest::qWaitFor([&] { return !site.result().isEmpty(); }, patience);
    if (site.result().isEmpty())
        qWarning("%s", qPrintable(browser.said().right(2000)));
    return site.result();
}

void InteropBrowser::aRealBrowserIsTurnedAway()
{
    QVERIFY2(hasBrowser(), "chromium is missing: apt-get install chromium");
    PageServer site;
    serve({});

    const QJsonObject result = visit(site);

    QCOMPARE(result[u"health"_qs].toString(), u"failed: TypeError"_qs);
    QCOMPARE(result[u"stream"_qs].toString(), u"failed"_qs);
    QCOMPARE(result[u"root"_qs].toString(), u"failed"_qs);
    QTRY_COMPARE_WITH_TIMEOUT(m_host->latest()->serving.refused, 2U, patience);
    QCOMPARE(m_host->latest()->serving.accepted, 0U);
}

void InteropBrowser::aRealBrowserOfAListedOriginIsLetIn()
{
    QVERIFY2(hasBrowser(), "chromium is missing: apt-get install chromium");
    PageServer site;
    serve({site.origin()});

    const QJsonObject result = visit(site);

    QCOMPARE(result[u"health"_qs].toString(), u"200 healthy"_qs);
    QCOMPARE(result[u"stream"_qs].toString(), u"initial_stats"_qs);
    QCOMPARE(result[u"root"_qs].toString(), u"open"_qs);
}

BREAKWATER_TEST(InteropBrowser)

#include "tst_interop_browser.moc"
