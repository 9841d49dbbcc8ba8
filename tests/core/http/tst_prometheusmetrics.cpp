// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/prometheusmetrics.h>

#include <tests/core/http/prometheusreader.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

#include <QtCore/QProcess>

#include <set>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! Every series is there once; none when the page is not legal.
std::optional<QMap<QByteArray, QByteArray>> seriesOf(const QByteArray &page)
{
    const auto samples = readPage(page);
    if (!samples)
        return {};
    QMap<QByteArray, QByteArray> series;
    for (const PrometheusSample &sample : *samples) {
        QByteArray key = sample.name;
        for (auto it = sample.labels.begin(); it != sample.labels.end(); ++it)
            key += ' ' + it.key() + '=' + it.value().toUtf8();
        if (series.contains(key))
            return {};
        series[key] = sample.value;
    }
    return series;
}

SnapshotPtr richFrame()
{
    SessionSnapshot feed = SessionBuilder(u"feed"_qs).queue(3, 2, 100);
    feed.messages.sent = 41;
    feed.messages.confirmed = 39;
    feed.connections.opened = 5;
    feed.connections.failed = 2;
    feed.sinceStart.total.count = 4;
    feed.sinceStart.total.sum = 250ms;
    feed.queue.oldestUnconfirmedAge = 1500ms;
    return SnapshotBuilder()
        .session(feed)
        .session(SessionBuilder(u"back"_qs).named(u"a \"b\"\\\nc"_qs).open(30s))
        .build();
}

QByteArray promtool(const QByteArray &page, int &code)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"promtool"_qs, {u"check"_qs, u"metrics"_qs});
    if (!process.waitForStarted(10'000)) {
        code = -1;
        return "promtool is missing: apt-get install prometheus";
    }
    process.write(page);
    process.closeWriteChannel();
    process.waitForFinished(30'000);
    code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return process.readAll();
}

} // namespace

class PrometheusMetricsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void promtoolHasNothingToSay_data();
    void promtoolHasNothingToSay();
    void promtoolWouldFindABadName();
    void valuesArriveUnderTheirNames();
    void statesAreOneAmongZeros();
    void theSameNameTwiceGetsTwoLabels();
    void aLabelNeverHoldsAUrlsPathAnIdOrAToken();
    void labelsAreBoundedAndTheRestIsInTheTotals();
    void adoptedClientsHaveNoLabel();
    void anIdleCoreHasAPage();
};

void PrometheusMetricsTest::promtoolHasNothingToSay_data()
{
    QTest::addColumn<SnapshotPtr>("frame");

    QTest::newRow("nothing") << SnapshotPtr(std::make_shared<Snapshot>());
    QTest::newRow("links") << richFrame();
}

void PrometheusMetricsTest::promtoolHasNothingToSay()
{
    QFETCH(const SnapshotPtr, frame);

    int code = 0;
    const QByteArray said = promtool(prometheusMetrics(*frame, HealthStatus::Degraded), code);

    QCOMPARE(said, QByteArray());
    QCOMPARE(code, 0);
}

void PrometheusMetricsTest::promtoolWouldFindABadName()
{
    PrometheusText text;
    text.family("breakwater_sent", PrometheusText::Type::Counter, u"No _total."_qs);
    text.sample({}, std::uint64_t{1});

    int code = 0;
    const QByteArray said = promtool(text.bytes(), code);

    QVERIFY2(code != 0 && said.contains("_total"), said.constData());
}

void PrometheusMetricsTest::valuesArriveUnderTheirNames()
{
    const auto series = seriesOf(prometheusMetrics(*richFrame(), HealthStatus::Unhealthy));

    QVERIFY(series);
    const auto value = [&](const QByteArray &key) { return series->value(key, "absent"); };
    QCOMPARE(value("breakwater_messages_sent_total link=feed"), "41");
    QCOMPARE(value("breakwater_messages_confirmed_total link=feed"), "39");
    QCOMPARE(value("breakwater_connection_attempts_total link=feed result=failed"), "2");
    QCOMPARE(value("breakwater_connection_attempts_total link=feed result=opened"), "5");
    QCOMPARE(value("breakwater_messages_queued link=feed"), "3");
    QCOMPARE(value("breakwater_queue_limit_messages link=feed"), "100");
    QCOMPARE(value("breakwater_oldest_unconfirmed_age_seconds link=feed"), "1.5");
    QCOMPARE(value("breakwater_message_latency_seconds_sum link=feed"), "0.25");
    QCOMPARE(value("breakwater_message_latency_seconds_count link=feed"), "4");
    QCOMPARE(value("breakwater_messages_queued link=a \"b\"\\\uFFFDc"), "0");
    QCOMPARE(value("breakwater_links"), "2");
    QCOMPARE(value("breakwater_links_connected"), "1");
    QCOMPARE(value("breakwater_health_status status=unhealthy"), "1");
    QCOMPARE(value("breakwater_health_status status=healthy"), "0");
}

void PrometheusMetricsTest::statesAreOneAmongZeros()
{
    const auto series = seriesOf(prometheusMetrics(*richFrame(), HealthStatus::Healthy));

    QVERIFY(series);
    int states = 0;
    int ones = 0;
    for (auto it = series->begin(); it != series->end(); ++it) {
        const bool isState = it.key().startsWith("breakwater_state link=feed");
        states += isState ? 1 : 0;
        ones += isState && it.value() == "1" ? 1 : 0;
    }
    QCOMPARE(states, 8);
    QCOMPARE(ones, 1);
    QCOMPARE(series->value("breakwater_state link=feed state=connected"), "1");
    QCOMPARE(series->value("breakwater_circuit_state link=feed state=closed"), "1");
    QCOMPARE(series->value("breakwater_connected link=feed"), "1");
}

void PrometheusMetricsTest::theSameNameTwiceGetsTwoLabels()
{
    const auto frame = SnapshotBuilder()
                           .session(SessionBuilder(u"1"_qs).named(u"feed"_qs))
                           .session(SessionBuilder(u"2"_qs).named(u"feed #2"_qs))
                           .session(SessionBuilder(u"3"_qs).named(u"feed"_qs))
                           .build();

    std::set<QString> labels;
    for (const LabelledLink &link : labelledLinks(*frame))
        labels.insert(link.label);

    QCOMPARE(labels, (std::set{u"feed"_qs, u"feed #2"_qs, u"feed #3"_qs}));
    QVERIFY(seriesOf(prometheusMetrics(*frame, HealthStatus::Healthy)));
}

void PrometheusMetricsTest::aLabelNeverHoldsAUrlsPathAnIdOrAToken()
{
    const auto frame = SnapshotBuilder()
                           .session(SessionBuilder(u"canary-id"_qs)
                                        .named(u"host:444/hook/canary-path"_qs)
                                        .url(u"wss://host:444/hook/canary-path?token=…"_qs))
                           .build();

    const QByteArray page = prometheusMetrics(*frame, HealthStatus::Healthy);

    QVERIFY(!page.contains("canary"));
    QVERIFY(page.contains("link=\"host:444\""));
}

void PrometheusMetricsTest::labelsAreBoundedAndTheRestIsInTheTotals()
{
    Snapshot frame;
    for (int i = 0; i < 10'000; ++i)
        frame.sessions.push_back(SessionBuilder(u"%1"_qs.arg(i)).named(QString(500, u'x')));
    frame.engine.messages.sent = 77;

    const QByteArray page = prometheusMetrics(frame, HealthStatus::Healthy);
    const auto series = seriesOf(page);

    QVERIFY(series);
    QVERIFY(page.size() < 4 * 1024 * 1024);
    QCOMPARE(page.count("\nbreakwater_connected{"), qsizetype{mostLabelledLinks});
    QCOMPARE(series->value("breakwater_links_unlabelled"), "9800");
    QCOMPARE(series->value("breakwater_engine_messages_sent_total"), "77");
}

void PrometheusMetricsTest::adoptedClientsHaveNoLabel()
{
    SessionSnapshot client = SessionBuilder(u"10.0.0.9:4242"_qs);
    client.isAdopted = true;
    Snapshot frame;
    frame.sessions = {client}; // somebody looks at it
    frame.serving.clients = 1;

    const QByteArray page = prometheusMetrics(frame, HealthStatus::Healthy);

    QVERIFY(!page.contains("10.0.0.9"));
    QVERIFY(page.contains("\nbreakwater_links 1\n"));
}

void PrometheusMetricsTest::anIdleCoreHasAPage()
{
    const auto series = seriesOf(prometheusMetrics(Snapshot(), HealthStatus::Healthy));

    QVERIFY(series);
    QCOMPARE(series->value("breakwater_engine_messages_sent_total"), "0");
    QCOMPARE(series->value("breakwater_links"), "0");
}

BREAKWATER_TEST(PrometheusMetricsTest)

#include "tst_prometheusmetrics.moc"
