// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/streamdocuments.h>

#include <core/snapshot/snapshotjson.h>

#include <tests/core/serve/streampeer.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonObject dataIn(const QByteArray &frame)
{
    return dataOf(QJsonDocument::fromJson(frame).object());
}

} // namespace

class StreamDocumentsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameIsMadeOnce();
    void aNewFrameForgetsWhatWasMade();
    void keepsAFewOnly();
    void anExportIsTheDocumentOfTheFile();
    void whatIsWatchedStaysHere();
    void withoutHistoryItSaysSo();
    void newsAreWhatTheFrameBeforeHadNot();
    void theNewestEventsComeOldestFirst();
    void ofTooManyLinksTheWorstStandInADocument();
};

void StreamDocumentsTest::theSameIsMadeOnce()
{
    StreamCore core;
    StreamDocuments documents(core.time);
    documents.renew(core.frame({Tier::Realtime}));
    const StreamFilter filter({SessionId{u"alpha"_s}});

    const QByteArray first = documents.snapshot({1}, filter);
    const QByteArray second = documents.snapshot({1}, filter);
    const QByteArray other = documents.snapshot({1}, {});

    QVERIFY(first.constData() == second.constData());
    QVERIFY(first != other);
    QVERIFY(documents.stats().constData() == documents.stats().constData());
}

void StreamDocumentsTest::aNewFrameForgetsWhatWasMade()
{
    StreamCore core;
    StreamDocuments documents(core.time);
    documents.renew(core.frame({Tier::Realtime}));
    const QByteArray before = documents.snapshot({1}, {});

    documents.renew(core.frame({Tier::Realtime}));

    QCOMPARE(dataIn(before)["sequence"_L1].toInteger(-1), 1);
    QCOMPARE(dataIn(documents.snapshot({1}, {}))["sequence"_L1].toInteger(-1), 2);
}

void StreamDocumentsTest::keepsAFewOnly()
{
    StreamCore core;
    StreamDocuments documents(core.time);
    documents.renew(core.frame({Tier::Realtime}));
    const auto filter = [](int i) { return StreamFilter({SessionId{QString::number(i)}}); };
    const QByteArray first = documents.snapshot({1}, filter(0));

    for (int i = 1; i < 100; ++i)
        documents.snapshot({1}, filter(i));

    QVERIFY(first.isDetached()); // nobody else holds it any more
}

void StreamDocumentsTest::anExportIsTheDocumentOfTheFile()
{
    StreamCore core;
    core.happen(3);
    const SnapshotPtr frame = core.frame({Tier::Realtime});
    StreamDocuments documents(core.time);
    documents.renew(frame);

    const QJsonObject data = dataIn(documents.exported());

    QCOMPARE(data["document"_L1].toObject(), toJson(*frame));
    QCOMPARE(data["command"_L1].toString(), u"export"_s);
}

void StreamDocumentsTest::whatIsWatchedStaysHere()
{
    StreamCore core;
    auto frame = std::make_shared<Snapshot>(*core.frame({Tier::Realtime}));
    frame->watched.push_back({.id = {u"watch:other"_s}, .name = u"other"_s});
    StreamDocuments documents(core.time);
    documents.renew(frame);

    QVERIFY(!documents.initialStats().contains("watch:other"));
    QVERIFY(!documents.snapshot({1}, {}).contains("watch:other"));
    QVERIFY(!documents.stats().contains("watch:other"));
}

void StreamDocumentsTest::withoutHistoryItSaysSo()
{
    StreamCore core;
    StreamDocuments documents(core.time);

    const QByteArray answer = documents.history({u"get_time_series"_s, 60, 1});

    QVERIFY(answer.startsWith(R"({"type":"error")"));
    QCOMPARE(dataIn(answer)["command"_L1].toString(), u"get_time_series"_s);
}

void StreamDocumentsTest::newsAreWhatTheFrameBeforeHadNot()
{
    StreamCore core;
    StreamDocuments documents(core.time);
    core.happen(2);
    const SnapshotPtr before = core.frame({});
    core.happen(300); // more than the core keeps
    documents.renew(core.frame({}));

    const auto news = documents.news(before);

    QCOMPARE(news.size(), std::size_t{200});
    QCOMPARE(dataIn(news.front())["sequence"_L1].toInteger(-1), 103);
    QCOMPARE(dataIn(news.back())["sequence"_L1].toInteger(-1), 302);
    QCOMPARE(documents.news(documents.latest()).size(), std::size_t{0});
}

void StreamDocumentsTest::theNewestEventsComeOldestFirst()
{
    StreamCore core;
    StreamDocuments documents(core.time);
    core.happen(5);
    documents.renew(core.frame({}));

    const QJsonArray events = dataIn(documents.recentEvents(2))["events"_L1].toArray();

    QCOMPARE(events.size(), 2);
    QCOMPARE(events[0]["sequence"_L1].toInteger(-1), 4);
    QCOMPARE(events[1]["sequence"_L1].toInteger(-1), 5);
    QCOMPARE(dataIn(documents.recentEvents(200))["events"_L1].toArray().size(), 5);
}

void StreamDocumentsTest::ofTooManyLinksTheWorstStandInADocument()
{
    StreamCore core;
    StreamDocuments documents(core.time);
    auto frame = std::make_shared<Snapshot>(*core.frame({Tier::Realtime}));
    frame->sessions.clear();
    LatencyHistograms histograms;
    for (int i = 1; i <= 300; ++i) {
        for (LazyHistogram *one : {&histograms.queue, &histograms.confirm, &histograms.total})
            one->record(std::chrono::microseconds(i * i));
    }
    const auto busy = std::make_shared<const LatencyBuckets>(histograms.sparse());
    frame->engine.period.buckets = busy;
    for (int i = 0; i < 1000; ++i) {
        SessionSnapshot link;
        link.id = SessionId{u"link-%1"_s.arg(i, 4, 10, QChar(u'0'))};
        link.connection = ConnectionState::Connected;
        link.breaker.state = i == 999 ? BreakerState::Open : BreakerState::Closed;
        link.url = link.connectionDetail = link.breaker.detail = QString(200, u'x');
        link.period.buckets = busy;
        frame->sessions.push_back(link);
    }
    documents.renew(frame);

    const QByteArray made = documents.stats();
    const QJsonArray links = dataIn(made)["sessions"_L1].toArray();

    QVERIFY2(made.size() < 1024 * 1024, QByteArray::number(made.size()).constData());
    QVERIFY(made.contains("\"buckets\"")); // of the sum
    QCOMPARE(links.size(), qsizetype{StreamDocuments::mostLinks});
    QCOMPARE(links.last()["id"_L1].toString(), u"link-0999"_s);
    QCOMPARE(dataIn(made)["sessions_left_out"_L1].toInteger(-1), 800);
    const StreamFilter filter({SessionId{u"link-0998"_s}});
    QCOMPARE(dataIn(documents.snapshot({1}, filter))["sessions"_L1].toArray().size(), 1);
}

BREAKWATER_TEST(StreamDocumentsTest)

#include "tst_streamdocuments.moc"
