// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/integration/healthclient.h>
#include <tests/integration/hostfixture.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/peerprocess.h>

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrlQuery>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 30'000;

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size()
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

//! Debian's Prometheus, told to scrape one address every 200 ms.
class PrometheusServer final
{
public:
    explicit PrometheusServer(const QTemporaryDir &folder)
        : m_folder(folder), m_port(PeerProcess::freePort()),
          m_process({.program = u"prometheus"_qs,
                     .arguments = {u"--config.file="_qs + folder.filePath(u"prometheus.yml"_qs),
                                   u"--storage.tsdb.path="_qs + folder.filePath(u"data"_qs),
                                   u"--web.listen-address=127.0.0.1:%1"_qs.arg(m_port)}})
    { }

    bool start(const QString &target, const QString &tokenFile)
    {
        const QString config
            = u"global: {scrape_interval: 200ms, scrape_timeout: 200ms}\n"
              "scrape_configs:\n"
              "  - job_name: breakwater\n"
              "    authorization: {credentials_file: '%1'}\n"
              "    static_configs: [{targets: ['%2']}]\n"_qs.arg(tokenFile, target);
        return write(m_folder.filePath(u"prometheus.yml"_qs), config.toUtf8())
            && m_process.startOn(m_port);
    }
    QString said() { return m_process.said(); }

    //! The newest value of each series, by the value of `label`.
    QMap<QString, QString> query(const QString &expression, const QString &label)
    {
        QUrlQuery query;
        query.addQueryItem(u"query"_qs, QString::fromLatin1(QUrl::toPercentEncoding(expression)));
        const QJsonObject answer = api(u"query?"_qs + query.toString());
        QMap<QString, QString> values;
        for (const QJsonValue &series : answer[u"data"_qs][u"result"_qs].toArray())
            values[series[u"metric"_qs][label].toString()] = series[u"value"_qs][1].toString();
        return values;
    }
    QJsonObject target()
    {
        return api(u"targets"_qs)[u"data"_qs][u"activeTargets"_qs].toArray().first().toObject();
    }

private:
    QJsonObject api(const QString &path)
    {
        const QString url = u"http://127.0.0.1:%1/api/v1/%2"_qs.arg(m_port).arg(path);
        return QJsonDocument::fromJson(ask(url).body).object();
    }

    const QTemporaryDir &m_folder;
    const quint16 m_port;
    PeerProcess m_process;
};

} // namespace

//! A real Prometheus reads our page, with a token, while a link lives and dies.
class InteropPrometheusTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scrapesALinkThroughAnOutage();
    void isToldWhenItsTokenIsWrong();
};

void InteropPrometheusTest::scrapesALinkThroughAnOutage()
{
    QTemporaryDir folder;
    const QString token = folder.filePath(u"token"_qs);
    QVERIFY(write(token, "0123456789abcdef0123456789abcdef\n"));
    LoopbackServer server;
    StabilityConfig config = hurried();
    config.http.listen = u"127.0.0.1:0"_qs;
    config.http.tokenFile = token;
    EngineHost host(config);
    const QString name = u"feed \"one\" \\ ü"_qs;
    host.post(openSession(name, server.url()));
    host.post(SetTraffic{{name}, u"{sequence}"_qs, 100});
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(host, name), patience);
    PrometheusServer prometheus(folder);
    QVERIFY2(prometheus.start(QUrl(healthUrl(host)).authority(), token),
             qPrintable(prometheus.said()));

    const auto value
        = [&](const QString &query) { return prometheus.query(query, u"link"_qs)[name]; };
    QTRY_COMPARE_WITH_TIMEOUT(value(u"breakwater_connected"_qs), u"1"_qs, patience);
    QTRY_VERIFY_WITH_TIMEOUT(value(u"breakwater_messages_confirmed_total"_qs).toDouble() > 50,
                             patience);
    QTRY_VERIFY_WITH_TIMEOUT(value(u"rate(breakwater_messages_sent_total[5s])"_qs).toDouble() > 20,
                             patience);
    QTRY_VERIFY_WITH_TIMEOUT(value(u"rate(breakwater_message_latency_seconds_sum[5s]) / "
                                   "rate(breakwater_message_latency_seconds_count[5s])"_qs)
                                     .toDouble()
                                 > 0,
                             patience);
    QCOMPARE(prometheus.target()[u"health"_qs].toString(), u"up"_qs);
    QCOMPARE(prometheus.target()[u"lastError"_qs].toString(), QString());

    server.stop();

    QTRY_COMPARE_WITH_TIMEOUT(value(u"breakwater_connected"_qs), u"0"_qs, patience);
    QTRY_COMPARE_WITH_TIMEOUT(
        prometheus.query(u"breakwater_health_status == 1"_qs, u"status"_qs).firstKey(),
        u"unhealthy"_qs, patience);
    QTRY_VERIFY_WITH_TIMEOUT(
        value(u"breakwater_circuit_transitions_total{to=\"open\"}"_qs).toDouble() >= 1, patience);
    QCOMPARE(prometheus.target()[u"health"_qs].toString(), u"up"_qs); // it is the link that is down
}

void InteropPrometheusTest::isToldWhenItsTokenIsWrong()
{
    QTemporaryDir folder;
    const QString ours = folder.filePath(u"ours"_qs);
    const QString theirs = folder.filePath(u"theirs"_qs);
    QVERIFY(write(ours, "0123456789abcdef0123456789abcdef\n"));
    QVERIFY(write(theirs, "fedcba9876543210fedcba9876543210\n"));
    StabilityConfig config = hurried();
    config.http.listen = u"127.0.0.1:0"_qs;
    config.http.tokenFile = ours;
    EngineHost host(config);
    QTRY_VERIFY_WITH_TIMEOUT(!healthUrl(host).isEmpty(), patience);
    PrometheusServer prometheus(folder);

    QVERIFY2(prometheus.start(QUrl(healthUrl(host)).authority(), theirs),
             qPrintable(prometheus.said()));

    QTRY_COMPARE_WITH_TIMEOUT(prometheus.target()[u"health"_qs].toString(), u"down"_qs, patience);
    const QString error = prometheus.target()[u"lastError"_qs].toString();
    QVERIFY2(error.contains(u"401"_qs), qPrintable(error));
}

BREAKWATER_TEST(InteropPrometheusTest)

#include "tst_interop_prometheus.moc"
