// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configloader.h>
#include <core/config/configtext.h>
#include <core/engine/enginehost.h>
#include <core/snapshot/snapshotjson.h>

#include <tests/hostile/hostileclient.h>
#include <tests/integration/healthclient.h>
#include <tests/integration/hostfixture.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/testmain.h>

#include <QtCore/QLoggingCategory>
#include <QtCore/QMutex>
#include <QtCore/QTemporaryDir>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray canary = "canary-5f2b9c1e77";

QMutex logMutex;
QByteArray everythingLogged;

void keepLog(QtMsgType, const QMessageLogContext &context, const QString &text)
{
    const QMutexLocker locked(&logMutex);
    everythingLogged += QByteArray(context.category) + ": " + text.toUtf8() + '\n';
}

QByteArray logged()
{
    const QMutexLocker locked(&logMutex);
    return everythingLogged;
}

} // namespace

//! One secret in every place that takes one, through a whole engine and its troubles; then
//! everything that comes out is searched for it.
class CanaryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void noSecretComesOutOfAnEngine();
    void noSecretComesOutOfTheSettings();

private:
    static constexpr int patience = 20'000;
    static Endpoint secretEndpoint(const QString &url);
    static void openEverything(EngineHost &host, const LoopbackServer &server);

    QTemporaryDir m_folder;
};

void CanaryTest::initTestCase()
{
    QLoggingCategory::setFilterRules(u"breakwater.*=true\nqt.*.debug=false"_s);
    qInstallMessageHandler(keepLog);
    QFile token(m_folder.filePath(u"token"_s));
    QVERIFY(token.open(QIODevice::WriteOnly));
    token.write(canary + '\n');
}

void CanaryTest::cleanupTestCase()
{
    qInstallMessageHandler(nullptr);
    QLoggingCategory::setFilterRules({});
}

Endpoint CanaryTest::secretEndpoint(const QString &url)
{
    QUrl secret(url);
    secret.setUserName(u"me"_s);
    secret.setPassword(QString::fromLatin1(canary));
    secret.setQuery(u"token="_s + QString::fromLatin1(canary) + u'&' + QString::fromLatin1(canary));
    Endpoint endpoint = Endpoint::fromUrl(secret.toString()).value();
    [&] { QVERIFY(endpoint.addHeader("X-Api-Key", canary)); }();
    return endpoint;
}

void CanaryTest::openEverything(EngineHost &host, const LoopbackServer &server)
{
    host.post(OpenSession{{u"good"_s}, u"good"_s, secretEndpoint(server.url())});
    Endpoint refused = secretEndpoint(u"ws://127.0.0.1:9/"_s);
    refused.basicAuth.reset();
    refused.bearerToken = canary;
    host.post(OpenSession{{u"refused"_s}, u"refused"_s, refused});
    for (const QString &scheme : {u"ws"_s, u"http"_s}) {
        auto target = WatchTarget::fromUrl(scheme + u"://me:"_s + QString::fromLatin1(canary)
                                               + u"@127.0.0.1:9/stream?token="_s
                                               + QString::fromLatin1(canary),
                                           u"watched by "_s + scheme);
        QVERIFY2(target.has_value(), target ? "" : qPrintable(target.error().message));
        host.post(OpenWatch{*target});
    }
    host.post(StartServing{{.token = canary}, {.echo = true}});
}

void CanaryTest::noSecretComesOutOfAnEngine()
{
    LoopbackServer server;
    StabilityConfig config = hurried();
    config.session.preamble = QString::fromLatin1("hello " + canary);
    config.http.listen = u"127.0.0.1:0"_s;
    config.http.tokenFile = m_folder.filePath(u"token"_s);
    EngineHost host(config);
    QByteArray said;
    connect(&host, &EngineHost::commandFailed, this,
            [&](const QString &sentence) { said += sentence.toUtf8() + '\n'; });
    quint16 served = 0;
    connect(&host, &EngineHost::servingAnswered, this, [&](const ServingAnswer &answer) {
        served = answer.url.isEmpty() ? 0 : static_cast<quint16>(answer.url.port());
    });
    openEverything(host, server);
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(host, u"good"_s) && served != 0, patience);
    host.post(SendMessage{{u"good"_s}, {.payload = canary}});
    QTRY_VERIFY_WITH_TIMEOUT(server.texts().size() >= 2, patience); // the preamble, the message

    HostileClient resuming(served);
    resuming.handshake("/?resume=" + canary,
                       "Sec-WebSocket-Protocol: breakwater.session.v1\r\nAuthorization: Bearer "
                           + canary + "\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(resuming.isIn(), patience);
    HostileClient wrong(served);
    wrong.handshake("/?token=" + canary, "Authorization: Bearer not-" + canary + "\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(wrong.isGone(), patience);
    server.stop();
    QTRY_VERIFY_WITH_TIMEOUT(!isConnected(host, u"good"_s), patience);
    QTRY_VERIFY_WITH_TIMEOUT(seen(host, u"refused"_s)->attempt > 1, patience);

    QByteArray pages;
    const QString health = healthUrl(host);
    QVERIFY(!health.isEmpty());
    for (const char *path : {"/health/websocket", "/metrics", "/health/clients", "/readyz"})
        pages
            += ask(QUrl(health).resolved(QUrl(QString::fromLatin1(path))).toString(), canary).body;
    const QByteArray document = toBytes(*host.latest());

    // The secrets arrived where they belong, and what is searched holds what it should.
    QVERIFY(server.requests().front().url().toString().contains(QString::fromLatin1(canary)));
    QVERIFY(document.contains("refused") && document.contains("watched by"));
    QVERIFY(pages.contains("breakwater_") && pages.contains("good"));
    QVERIFY(logged().contains("good"));
    for (const QByteArray &output : {document, pages, logged(), said})
        QVERIFY2(!output.contains(canary), output.constData());
}

void CanaryTest::noSecretComesOutOfTheSettings()
{
    const QString secret = QString::fromLatin1(canary);
    const auto loaded
        = ConfigLoader().withText("[session]\npreamble = \"" + canary + "\"\n", u"a.toml"_s).load();
    QVERIFY(loaded);
    QStringList shown{configText(loaded->values)};
    for (const ConfigValue &value : loaded->values)
        shown += {value.value, value.source};
    // Also when it is wrong.
    for (const QString &url :
         {u"http://me:%1@host/"_s, u"ws://me:%1@/"_s, u"ws://me:%1@host:99999/?token=%1"_s,
          u"ws://ho st/?token=%1"_s, u"ws://[::1/%1?token=%1"_s.replace(u"/%1"_s, u"/"_s)}) {
        const auto endpoint = Endpoint::fromUrl(url.arg(secret));
        const auto target = WatchTarget::fromUrl(url.arg(secret));
        shown += endpoint ? endpoint->shownUrl() : endpoint.error().message;
        shown += target ? target->endpoint.shownUrl() : target.error().message;
    }

    for (const QString &text : shown)
        QVERIFY2(!text.contains(secret), qPrintable(text));
}

BREAKWATER_TEST(CanaryTest)
#include "tst_canary.moc"
