// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/serviceeventmodel.h>

#include <tests/support/testmain.h>
#include <tests/ui/models/serviceboards.h>
#include <ui/models/serviceeventfilter.h>

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const SessionId server{u"watch:a"_s};

ServiceBoard boardOf(std::uint64_t first, std::uint64_t last)
{
    ServiceBoard board;
    for (std::uint64_t i = first; i <= last; ++i)
        board.events.push_back(
            serviceEvent(i, i % 2 ? u"odd"_s : u"even"_s, WallTime(1'800'000'000s)));
    return board;
}

QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString().replace(u'\u202f', u' ');
}

} // namespace

class TestServiceEventModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newestComesFirst();
    void aFrameCostsItsNewEventsOnly();
    void saysHowManyWereNotSeen();
    void staysBounded();
    void startsAnewForAnotherServerOrARestart();
    void saysWhatIsNotKnown();
    void marksErrorsWithAWordToo();
    void showsOneServiceAndTheGaps();
};

void TestServiceEventModel::newestComesFirst()
{
    ServiceEventModel model;
    const QAbstractItemModelTester tester(&model);

    model.accept(server, boardOf(1, 3));

    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.eventAt(0)->sequence, 3U);
    QCOMPARE(cell(model, 0, ServiceEventModel::ServiceColumn), u"odd"_s);
    QCOMPARE(cell(model, 0, ServiceEventModel::WhatColumn), u"worker.py · handle_3"_s);
    QCOMPARE(cell(model, 0, ServiceEventModel::ResponseColumn), u"7 ms"_s);
    QCOMPARE(cell(model, 0, ServiceEventModel::SizeColumn), u"303 B"_s);
    QCOMPARE(cell(model, 0, ServiceEventModel::ErrorColumn), QString());
}

void TestServiceEventModel::aFrameCostsItsNewEventsOnly()
{
    ServiceEventModel model;
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.accept(server, boardOf(1, 200));
    model.accept(server, boardOf(1, 200));
    QCOMPARE(inserted.count(), 1);

    model.accept(server, boardOf(5, 204));

    QCOMPARE(inserted.count(), 2);
    QCOMPARE(inserted.at(1).at(2).toInt(), 3);
}

void TestServiceEventModel::saysHowManyWereNotSeen()
{
    ServiceEventModel model;
    model.accept(server, boardOf(1, 2));

    model.accept(server, boardOf(43, 44));

    QCOMPARE(model.rowCount(), 5);
    QVERIFY(!model.eventAt(2));
    QCOMPARE(cell(model, 2, ServiceEventModel::WhatColumn), u"… 40 events not shown"_s);
    QCOMPARE(cell(model, 2, ServiceEventModel::ServiceColumn), QString());
}

void TestServiceEventModel::staysBounded()
{
    ServiceEventModel model(nullptr, 100);
    const QAbstractItemModelTester tester(&model);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);

    for (std::uint64_t first = 1; first < 10'000; first += 200)
        model.accept(server, boardOf(first, first + 199));

    QCOMPARE(model.rowCount(), 100);
    QCOMPARE(model.eventAt(0)->sequence, 10'000U);
    QCOMPARE(model.eventAt(99)->sequence, 9'901U);
    QCOMPARE(reset.count(), 0);
}

void TestServiceEventModel::startsAnewForAnotherServerOrARestart()
{
    ServiceEventModel model;
    model.accept(server, boardOf(1, 50));
    model.accept({u"watch:b"_s}, boardOf(1, 3));
    QCOMPARE(model.rowCount(), 3);

    model.accept({u"watch:b"_s}, boardOf(1, 2));

    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.eventAt(0)->sequence, 2U);
}

void TestServiceEventModel::saysWhatIsNotKnown()
{
    ServiceEventModel model;
    ServiceBoard board = boardOf(1, 1);
    board.events[0].responseTime.reset();
    board.events[0].bytes.reset();

    model.accept(server, board);

    QCOMPARE(cell(model, 0, ServiceEventModel::ResponseColumn), u"—"_s);
    QCOMPARE(cell(model, 0, ServiceEventModel::SizeColumn), u"—"_s);
}

void TestServiceEventModel::marksErrorsWithAWordToo()
{
    ServiceEventModel model;
    ServiceBoard board = boardOf(1, 2);
    board.events[0].isError = true;
    board.events[1].isError = true;
    board.events[1].detail = u"line\nbreak"_s;

    model.accept(server, board);

    QCOMPARE(cell(model, 1, ServiceEventModel::ErrorColumn), u"error"_s);
    QVERIFY(!cell(model, 0, ServiceEventModel::ErrorColumn).contains(u'\n'));
    QVERIFY(model.index(0, 0).data(ServiceEventModel::ErrorRole).isValid());
}

void TestServiceEventModel::showsOneServiceAndTheGaps()
{
    ServiceEventModel model;
    ServiceEventFilter filter(model);
    model.accept(server, boardOf(1, 4));
    model.accept(server, boardOf(11, 12));

    filter.setService(u"odd"_s);

    QCOMPARE(filter.rowCount(), 4); // 11, the gap, 3, 1
    QCOMPARE(cell(filter, 0, ServiceEventModel::ServiceColumn), u"odd"_s);
    QCOMPARE(cell(filter, 1, ServiceEventModel::WhatColumn), u"… 6 events not shown"_s);
    filter.setService({});
    QCOMPARE(filter.rowCount(), 7);
}

BREAKWATER_TEST(TestServiceEventModel)
#include "tst_serviceeventmodel.moc"
