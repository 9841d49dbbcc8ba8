// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/links.h>

#include <ui/models/bannerstate.h>
#include <ui/models/lampstate.h>
#include <ui/models/sessionmodel.h>
#include <ui/models/snapshotfeed.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestLinks final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsNoClientThatSomebodyLooksAt();
    void knowsTheOnlyLinkAmongClients();
    void worstIsALinkAndNoClient();
    void theSumsOfTheWindowAreOfLinks();

private:
    static SessionSnapshot client(const QString &id)
    {
        SessionSnapshot client = SessionBuilder(id).open(5s);
        client.isAdopted = true;
        return client;
    }
};

void TestLinks::countsNoClientThatSomebodyLooksAt()
{
    const SnapshotPtr frame
        = SnapshotBuilder()
              .session(SessionBuilder(u"a"_s))
              .session(SessionBuilder(u"b"_s).connection(ConnectionState::Connecting))
              .session(client(u"client:1"_s))
              .build();

    QCOMPARE(countLinks(*frame).all, 2);
    QCOMPARE(countLinks(*frame).connected, 1);
}

void TestLinks::knowsTheOnlyLinkAmongClients()
{
    SnapshotBuilder builder;
    builder.session(client(u"client:1"_s));
    QVERIFY(!onlyLink(*builder.build()));

    builder.session(SessionBuilder(u"x"_s));
    const SnapshotPtr one = builder.build();
    QVERIFY(onlyLink(*one));
    QCOMPARE(onlyLink(*one)->id.value, u"x"_s);

    builder.session(SessionBuilder(u"y"_s));
    QVERIFY(!onlyLink(*builder.build()));
}

void TestLinks::worstIsALinkAndNoClient()
{
    const SnapshotPtr frame = SnapshotBuilder()
                                  .session(SessionBuilder(u"a"_s))
                                  .session(SessionBuilder(u"b"_s).halfOpen(1, 2))
                                  .session(client(u"client:1"_s))
                                  .build();

    QCOMPARE(worstSession(*frame)->id.value, u"b"_s);
    QVERIFY(!worstSession(*SnapshotBuilder().session(client(u"client:1"_s)).build()));
}

void TestLinks::theSumsOfTheWindowAreOfLinks()
{
    ManualTimeSystem time;
    SnapshotFeed feed(time);
    SessionSnapshot lost = client(u"client:1"_s);
    lost.connection = ConnectionState::BackingOff;
    feed.accept(SnapshotBuilder().session(SessionBuilder(u"a"_s)).session(lost).build());

    const SessionModel model(feed);

    QCOMPARE(model.index(0).data(SessionModel::ConnectionRole).toString(), u"1 of 1 connected"_s);
    QVERIFY(lampState(feed).shape() == BreakerState::Closed);
    QVERIFY(bannerState(feed).kind == BannerState::Kind::Nothing);
    QCOMPARE(feed.history()
                 .series(Metric::Available)
                 .values(*feed.history().series(Metric::Available).lastSecond(),
                         *feed.history().series(Metric::Available).lastSecond() + 1),
             std::vector<float>{1.0F});
    feed.select(lost.id); // and then it is shown
    QVERIFY(lampState(feed).state == BreakerState::Open);
}

BREAKWATER_TEST(TestLinks)
#include "tst_links.moc"
