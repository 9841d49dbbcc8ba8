// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/outboxdesk.h>

#include <tests/core/store/outboxfixture.h>

#include <deque>

using namespace Qt::StringLiterals;
using namespace Breakwater;
using Breakwater::Test::contentsOf;
using Breakwater::Test::keysOf;
using Breakwater::Test::message;
using Breakwater::Test::OutboxFolder;
using Breakwater::Test::succeeded;

namespace {

//! A thread's worth of tasks, run when the test says so.
class Tasks final
{
public:
    OutboxDesk::Executor executor()
    {
        return [this](std::function<void()> task) { m_tasks.push_back(std::move(task)); };
    }
    void run()
    {
        while (!m_tasks.empty()) {
            const auto task = std::move(m_tasks.front());
            m_tasks.pop_front();
            task();
        }
    }

private:
    std::deque<std::function<void()>> m_tasks;
};

} // namespace

class OutboxDeskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void worksOnTheStoresThreadAndAnswersOnTheWorkers();
    void everyCommitFailsWithTheReasonForNotOpening();
    void whatWasAskedForIsCommittedBeforeTheFileIsClosed();
};

void OutboxDeskTest::worksOnTheStoresThreadAndAnswersOnTheWorkers()
{
    const OutboxFolder folder;
    Tasks store;
    Tasks worker;
    OutboxDesk desk(store.executor(), worker.executor());
    QStringList heard;
    desk.open(folder.options(), [&](const Expected<OutboxContents> &contents) {
        heard << (contents ? u"opened"_qs : contents.error().message);
    });
    desk.commit({.stores = {message(1, "a")}}, [&](const OutboxResult &result) {
        heard << (succeeded(result) ? u"committed"_qs : u"failed"_qs);
    });

    worker.run();
    QVERIFY(!QFile::exists(folder.path()));
    store.run();
    QVERIFY(QFile::exists(folder.path()));
    QVERIFY(heard.isEmpty());
    worker.run();

    QCOMPARE(heard, (QStringList{u"opened"_qs, u"committed"_qs}));
}

void OutboxDeskTest::everyCommitFailsWithTheReasonForNotOpening()
{
    Tasks store;
    Tasks worker;
    OutboxDesk desk(store.executor(), worker.executor());
    QString why;
    QStringList heard;
    desk.open({u"/nowhere/at/all/outbox.sqlite"_qs, 0},
              [&](const Expected<OutboxContents> &contents) {
                  QVERIFY(!contents);
                  why = contents.error().message;
              });
    for (int i = 0; i < 2; ++i) {
        desk.commit({.stores = {message(1, "a")}}, [&](const OutboxResult &result) {
            heard << (result.stores ? result.stores->message : u"stored"_qs);
        });
    }

    store.run();
    worker.run();

    QVERIFY2(why.contains(u"there is no directory"_qs), qPrintable(why));
    QCOMPARE(heard, (QStringList{why, why}));
}

void OutboxDeskTest::whatWasAskedForIsCommittedBeforeTheFileIsClosed()
{
    const OutboxFolder folder;
    Tasks store;
    Tasks worker;
    {
        OutboxDesk desk(store.executor(), worker.executor());
        desk.open(folder.options(), [](const Expected<OutboxContents> &) {});
        desk.commit({.stores = {message(1, "a"), message(2, "b")}}, [](const OutboxResult &) {});
        desk.commit({.removals = {{1}}}, [](const OutboxResult &) {});
    }

    store.run();

    QVERIFY(!QFile::exists(folder.journal()));
    QCOMPARE(keysOf(contentsOf(folder).messages), std::vector<std::uint64_t>{2});
}

BREAKWATER_TEST(OutboxDeskTest)
#include "tst_outboxdesk.moc"
