// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/clientmodel.h>

#include <tests/support/testmain.h>
#include <tests/ui/models/clienttable.h>

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>

#include <ctime>
#include <random>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Tester = QAbstractItemModelTester;

namespace {

QStringList names(const ClientModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all += model.clientAt(row).name;
    return all;
}

QString cell(const ClientModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

ClientTable tableOf(std::vector<SessionSnapshot> clients)
{
    return std::make_shared<const std::vector<SessionSnapshot>>(std::move(clients));
}

//! How often a model said what.
struct Signals
{
    explicit Signals(ClientModel &model)
        : inserted(&model, &ClientModel::rowsInserted), removed(&model, &ClientModel::rowsRemoved),
          layouts(&model, &ClientModel::layoutChanged), changed(&model, &ClientModel::dataChanged),
          resets(&model, &ClientModel::modelReset)
    { }
    //! Insertions, removals, new orders, changes, resets.
    QList<qsizetype> counts() const
    {
        return {inserted.count(), removed.count(), layouts.count(), changed.count(),
                resets.count()};
    }

    QSignalSpy inserted;
    QSignalSpy removed;
    QSignalSpy layouts;
    QSignalSpy changed;
    QSignalSpy resets;
};
using Counts = QList<qsizetype>;

double threadMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

//! Of this thread alone: other programs make it no longer.
double millisecondsOf(const std::function<void()> &work)
{
    const double before = threadMilliseconds();
    work();
    return threadMilliseconds() - before;
}

} // namespace

class ClientModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesComeInNaturalOrder();
    void aRenewedTableIsOneChange();
    void theSameTableIsNoSignal();
    void newOrderIsOneSignal();
    void comingAndGoingIsOneSignalEach();
    void aFilterIsTwoSignalsAtMost();
    void aSelectedClientStaysSelected();
    void everyChangeKeepsTheModelWhole();
    void findsWordsInNameIdAndAddress();
    void anyChosenStateIsEnough();
    void aQueueAboveHighWaterIsFailing();
    void everyColumnSortsBothWays();
    void whatIsUnknownIsADashAndLess();
    void aSilentSourceKnowsNoStates();
    void aTableOutOfOrderIsPutInOrder();
    void numbersStandOnTheRight();
    void tenThousandClientsTakeNoFrame_data();
    void tenThousandClientsTakeNoFrame();
};

void ClientModelTest::namesComeInNaturalOrder()
{
    SessionSnapshot nameless = numberedClient(4);
    nameless.name.clear();
    ClientModel model;

    model.setTable(tableOf({nameless, numberedClient(9), numberedClient(10), numberedClient(100)}));

    QCOMPARE(names(model),
             QStringList({QString(), u"sensor-9"_s, u"sensor-10"_s, u"sensor-100"_s}));
    QCOMPARE(cell(model, 0, ClientModel::ClientColumn), u"client:00004"_s);
    QCOMPARE(model.total(), 4);
}

void ClientModelTest::aRenewedTableIsOneChange()
{
    ClientModel model;
    model.setTable(clientTable(1, 10'000));
    const Signals told(model);

    model.setTable(clientTable(1, 10'000, 1));

    QCOMPARE(told.counts(), Counts({0, 0, 0, 1, 0}));
    QCOMPARE(model.rowCount(), 10'000);
    QCOMPARE(model.clientAt(0).messages.accepted, 13U + 40U);
}

void ClientModelTest::theSameTableIsNoSignal()
{
    ClientModel model;
    const ClientTable table = clientTable(1, 100);
    model.setTable(table);
    const Signals told(model);

    model.setTable(table);
    model.setFilter(ClientFilter{});
    model.sort(ClientModel::ClientColumn, Qt::AscendingOrder);

    QCOMPARE(told.counts(), Counts({0, 0, 0, 0, 0}));
}

void ClientModelTest::newOrderIsOneSignal()
{
    ClientModel model;
    model.setTable(clientTable(1, 10'000));
    const Signals told(model);

    model.sort(ClientModel::RttColumn, Qt::DescendingOrder);

    QCOMPARE(told.counts(), Counts({0, 0, 1, 0, 0}));
    QVERIFY(model.clientAt(0).lastRtt > model.clientAt(8000).lastRtt);
}

void ClientModelTest::comingAndGoingIsOneSignalEach()
{
    ClientModel model;
    model.sort(ClientModel::SentColumn, Qt::DescendingOrder);
    model.setTable(clientTable(1, 10'000));
    const Signals told(model);

    model.setTable(clientTable(301, 10'000, 1)); // 300 leave all over the place, 300 come

    QCOMPARE(told.counts(), Counts({1, 1, 1, 1, 0}));
    QCOMPARE(model.rowCount(), 10'000);
    QVERIFY(!model.rowOf({u"client:00300"_s}));
    QVERIFY(model.rowOf({u"client:10300"_s}));
    QVERIFY(model.find({u"client:10300"_s}) && !model.find({u"client:00300"_s}));
}

void ClientModelTest::aFilterIsTwoSignalsAtMost()
{
    ClientModel model;
    model.setTable(clientTable(1, 10'000));
    const Signals narrowed(model);
    model.setFilter({.words = {}, .failing = true});
    QCOMPARE(narrowed.counts(), Counts({0, 1, 1, 0, 0}));
    const int failing = model.rowCount();
    QVERIFY(failing > 200 && failing < 400);

    const Signals widened(model);
    model.setFilter({});

    QCOMPARE(widened.counts(), Counts({1, 0, 1, 0, 0}));
    QCOMPARE(model.rowCount(), 10'000);
}

void ClientModelTest::aSelectedClientStaysSelected()
{
    ClientModel model;
    model.setTable(clientTable(1, 1000));
    const QPersistentModelIndex chosen = model.index(440, 0);
    const SessionId id = model.clientAt(440).id;
    const auto isStillIt
        = [&] { return chosen.isValid() && model.clientAt(chosen.row()).id == id; };

    model.sort(ClientModel::BytesColumn, Qt::DescendingOrder);
    QVERIFY(isStillIt());
    model.setTable(clientTable(301, 1000, 1));
    QVERIFY(isStillIt());
    model.setFilter({.words = {u"sensor-4"_s}});
    QVERIFY(isStillIt());
    model.setTable(clientTable(600, 1000));

    QVERIFY(!chosen.isValid()); // it left
}

void ClientModelTest::everyChangeKeepsTheModelWhole()
{
    ClientModel model;
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    std::mt19937 chance(7);
    for (int round = 0; round < 80; ++round) {
        std::vector<SessionSnapshot> clients;
        for (int number = 1; number <= 120; ++number) {
            if (chance() % 3 != 0)
                clients.push_back(numberedClient(number, round));
        }
        const ClientTable table = tableOf(clients);
        model.setFilter({.words = {},
                         .connected = chance() % 2 == 0,
                         .away = chance() % 3 == 0,
                         .failing = chance() % 3 == 0});
        model.sort(static_cast<int>(chance() % ClientModel::columns),
                   chance() % 2 ? Qt::AscendingOrder : Qt::DescendingOrder);
        model.setTable(round % 20 == 19 ? nullptr : table);

        std::erase_if(clients, [&](const auto &client) { return !model.filter().accepts(client); });
        QCOMPARE(model.rowCount(), round % 20 == 19 ? 0 : static_cast<int>(clients.size()));
        for (int row = 0; row < model.rowCount(); ++row) {
            QCOMPARE(model.rowOf(model.clientAt(row).id), std::optional(row));
            QCOMPARE(&model.clientAt(row), model.find(model.clientAt(row).id));
        }
    }
}

void ClientModelTest::findsWordsInNameIdAndAddress()
{
    ClientModel model;
    model.setTable(clientTable(1, 300));

    model.setFilter({.words = {u"SENSOR-77"_s}});
    QCOMPARE(names(model), QStringList({u"sensor-77"_s}));
    model.setFilter({.words = {u"client:00012"_s}});
    QCOMPARE(names(model), QStringList({u"sensor-12"_s}));
    model.setFilter({.words = {u"10.0.1."_s, u"sensor-260"_s}});
    QCOMPARE(names(model), QStringList({u"sensor-260"_s}));
    model.setFilter({.words = {u"nobody"_s}});

    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.total(), 300);
}

void ClientModelTest::anyChosenStateIsEnough()
{
    ClientModel model;
    model.setTable(clientTable(48, 4)); // 49 is away, 50 has an open breaker

    model.setFilter({.words = {}, .away = true});
    QCOMPARE(names(model), QStringList({u"sensor-49"_s}));
    model.setFilter({.words = {}, .away = true, .failing = true});
    QCOMPARE(names(model), QStringList({u"sensor-49"_s, u"sensor-50"_s}));
    model.setFilter({.words = {}, .connected = true});

    QCOMPARE(names(model), QStringList({u"sensor-48"_s, u"sensor-50"_s, u"sensor-51"_s}));
}

void ClientModelTest::aQueueAboveHighWaterIsFailing()
{
    SessionSnapshot client = numberedClient(1);
    client.queue.highWater = 0.8;
    client.queue.queued = 800;
    QVERIFY(!isFailing(client));

    client.queue.queued = 801;
    QVERIFY(isFailing(client));
    client.queue.maxMessages = 0; // no bound, no high water

    QVERIFY(!isFailing(client));
}

void ClientModelTest::everyColumnSortsBothWays()
{
    SessionSnapshot low = numberedClient(1);
    SessionSnapshot high = numberedClient(2);
    low.guarantee = Guarantee::None;
    low.messages = {};
    low.lastRtt = low.connectedFor = low.period.total.p95 = 1ms;
    low.queue.queued = 0;
    high.connection = ConnectionState::Away;
    high.breaker.state = BreakerState::Open;
    high.queue.queued = high.queue.inDoubt = 5;
    high.messages.failed = high.messages.deduplicated = 4;
    ClientModel model;
    model.setTable(tableOf({low, high}));

    for (int column = 0; column < ClientModel::columns; ++column) {
        model.sort(column, Qt::AscendingOrder);
        QVERIFY2(names(model).front() == u"sensor-1"_s, qPrintable(QString::number(column)));
        model.sort(column, Qt::DescendingOrder);
        QVERIFY2(names(model).front() == u"sensor-2"_s, qPrintable(QString::number(column)));
    }
}

void ClientModelTest::whatIsUnknownIsADashAndLess()
{
    ClientModel model;
    model.setTable(clientTable(6, 2)); // 7 is away: no round trip, no latency
    model.sort(ClientModel::RttColumn, Qt::AscendingOrder);

    QCOMPARE(names(model).front(), u"sensor-7"_s);
    for (const int column :
         {ClientModel::RttColumn, ClientModel::LatencyColumn, ClientModel::ConnectedForColumn})
        QCOMPARE(cell(model, 0, column), u"—"_s);
    QCOMPARE(cell(model, 0, ClientModel::StateColumn), u"Away"_s);
    QCOMPARE(cell(model, 0, ClientModel::FailedColumn), u"0"_s); // known: none failed
    const auto shape = [&](int row) {
        return model.index(row, ClientModel::BreakerColumn).data(ClientModel::ShapeRole).toInt();
    };
    QCOMPARE(shape(0), ClientModel::unknownShape); // nothing to be green about
    QCOMPARE(shape(1), static_cast<int>(BreakerState::Closed));
}

void ClientModelTest::aSilentSourceKnowsNoStates()
{
    ClientModel model;
    model.setTable(clientTable(1, 3));
    const Signals told(model);

    model.setUnknown(true);
    model.setUnknown(true);

    QCOMPARE(told.counts(), Counts({0, 0, 0, 1, 0}));
    QCOMPARE(cell(model, 0, ClientModel::StateColumn), u"—"_s);
    QCOMPARE(cell(model, 0, ClientModel::BreakerColumn), u"UNKNOWN"_s);
    QCOMPARE(model.index(0, ClientModel::BreakerColumn).data(ClientModel::ShapeRole).toInt(),
             ClientModel::unknownShape);
}

void ClientModelTest::aTableOutOfOrderIsPutInOrder()
{
    ClientModel model;

    model.setTable(tableOf({numberedClient(3), numberedClient(1), numberedClient(3)}));

    QCOMPARE(names(model), QStringList({u"sensor-1"_s, u"sensor-3"_s}));
    QVERIFY(model.find({u"client:00003"_s}));
}

void ClientModelTest::numbersStandOnTheRight()
{
    ClientModel model;
    model.setTable(clientTable(1, 1));
    for (int column = 0; column < ClientModel::columns; ++column) {
        const auto alignment
            = model.index(0, column).data(Qt::TextAlignmentRole).value<Qt::Alignment>();
        const bool isWord = column <= ClientModel::BreakerColumn;
        QVERIFY(alignment.testFlag(isWord ? Qt::AlignLeft : Qt::AlignRight));
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
    }
}

void ClientModelTest::tenThousandClientsTakeNoFrame_data()
{
    QTest::addColumn<int>("column");
    for (int column = 0; column < ClientModel::columns; ++column)
        QTest::addRow("column %d", column) << column;
}

void ClientModelTest::tenThousandClientsTakeNoFrame()
{
    QFETCH(int, column);
    ClientModel model;
    model.setTable(clientTable(1, 10'000));
    const ClientTable renewed = clientTable(1, 10'000, 1);
    const ClientTable others = clientTable(301, 10'000, 2);

    const double sorted = millisecondsOf([&] { model.sort(column, Qt::DescendingOrder); });
    const double table = millisecondsOf([&] { model.setTable(renewed); });
    const double moved = millisecondsOf([&] { model.setTable(others); });
    const double filtered = millisecondsOf([&] { model.setFilter({.words = {u"42"_s}}); });

    qInfo("sort %.2f, new table %.2f, 300 come and go %.2f, search %.2f ms", sorted, table, moved,
          filtered);
    for (const double each : {sorted, table, moved, filtered})
        QVERIFY2(each < 160,
                 qPrintable(QString::number(each))); // ten frames of 16 ms: a loaded machine
}

BREAKWATER_TEST(ClientModelTest)
#include "tst_clientmodel.moc"
