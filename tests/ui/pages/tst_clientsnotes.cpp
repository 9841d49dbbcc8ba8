// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/clientsnotes.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <tests/support/watchedbuilder.h>
#include <ui/models/snapshotfeed.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestClientsNotes final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsSaidWhereNothingIsServed();
    void whatDidNotHappenIsNotCounted();
    void anOldTableIsWarnedOf();
    void waitsForNoTableThatNeverComes();
    void urlsOfOthersAreMadeSafe();
};

void TestClientsNotes::nothingIsSaidWhereNothingIsServed()
{
    QCOMPARE(ClientsNotes::served({}), QString());
    Snapshot frame;

    QVERIFY(ClientsNotes::empty(&frame, false, false).contains(u"serves nobody"_s));
    QVERIFY(ClientsNotes::empty(nullptr, false, false).contains(u"Waiting"_s));
    frame.engine.isPartial = true; // a health page does not tell
    QVERIFY(ClientsNotes::empty(&frame, false, false).contains(u"does not tell who comes"_s));
}

void TestClientsNotes::whatDidNotHappenIsNotCounted()
{
    ServingSnapshot serving;
    serving.url = u"ws://a/"_s;
    serving.clients = 3;
    serving.accepted = 5;
    serving.resumed = 2;

    QCOMPARE(ClientsNotes::served(serving),
             u"ws://a/ · 3 clients · 0 messages wait · 5 came, 2 of them back"_s);
    serving.refused = 1;
    serving.framesSkipped = 4;

    QVERIFY(
        ClientsNotes::served(serving).endsWith(u"1 refused · 4 frames skipped for slow ones"_s));
}

void TestClientsNotes::anOldTableIsWarnedOf()
{
    QCOMPARE(ClientsNotes::age(std::nullopt, 30s), QString());
    QVERIFY(ClientsNotes::age(12s, 30s).startsWith(u"as of 12"_s));
    QVERIFY(ClientsNotes::age(60s, 30s).startsWith(u"as of"_s));
    QVERIFY(ClientsNotes::age(61s, 30s).startsWith(u"⚠ as of"_s));
}

void TestClientsNotes::waitsForNoTableThatNeverComes()
{
    ManualTimeSystem time;
    SnapshotFeed feed(time);
    auto remote = std::make_shared<Snapshot>();
    remote->serving.url = u"ws://a/"_s;
    remote->serving.clients = 8;
    const auto words = [&](std::uint64_t number, const WatchedSource &source) {
        feed.accept(SnapshotBuilder(number).at(time.sample()).watched(source).build());
        feed.select(source.id);
        return ClientsNotes::empty(feed, false, false);
    };

    const QString known = words(1, WatchedBuilder(u"eu"_s).frame(remote));
    QVERIFY2(known.contains(u"how many clients it has, and not which"_s), qPrintable(known));
    const QString none = words(2, WatchedBuilder(u"eu"_s).services({}));
    QVERIFY2(none.contains(u"no numbers of a core"_s), qPrintable(none));
}

void TestClientsNotes::urlsOfOthersAreMadeSafe()
{
    ServingSnapshot serving;
    serving.url = u"ws://a\u202E/"_s;

    QVERIFY(!ClientsNotes::served(serving).contains(QChar(0x202E)));
}

BREAKWATER_TEST(TestClientsNotes)
#include "tst_clientsnotes.moc"
