// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/ui/pages/clientspagefixture.h>

#include <QtCore/QCoreApplication>
#include <QtWidgets/QLabel>

namespace Breakwater::Test {

using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

void ClientsPageFixture::setUp()
{
    m_time = std::make_unique<ManualTimeSystem>();
    m_feed = std::make_unique<SnapshotFeed>(*m_time);
    m_timeView = std::make_unique<TimeView>(*m_time);
    m_page = std::make_unique<ClientsPage>(*m_feed, *m_timeView);
    m_commands = std::make_unique<QSignalSpy>(m_page.get(), &ClientsPage::commandWanted);
    m_page->resize(1200, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_table = m_page->findChild<LogView *>();
}

void ClientsPageFixture::tearDown()
{
    m_commands.reset();
    m_page.reset();
    m_timeView.reset();
    m_feed.reset();
    m_scenario.reset();
}

void ClientsPageFixture::serve(int clients, int seconds)
{
    const SnapshotPtr before = m_feed->latest();
    m_scenario = std::make_unique<ServingScenario>(m_time->wallNow(), clients);
    m_scenario->continueAt(before ? before->sequence : 0);
    next(seconds);
}

void ClientsPageFixture::next(int seconds)
{
    for (int i = 0; i < seconds; ++i) {
        if (i > 0)
            m_time->advance(1s);
        m_feed->accept(m_scenario->next());
    }
    m_timeView->tick();
    QCoreApplication::processEvents();
}

void ClientsPageFixture::watch(const Snapshot &frame)
{
    auto own = std::make_shared<Snapshot>(*m_scenario->next());
    own->serving = {};
    WatchedSource &source = own->watched.emplace_back();
    source.id = {u"watch:far"_s};
    source.name = u"far"_s;
    source.connection = ConnectionState::Connected;
    source.frame = std::make_shared<Snapshot>(frame);
    source.age = 200ms;
    source.period = 1s;
    m_feed->accept(own);
    m_feed->select(source.id);
    QCoreApplication::processEvents();
}

void ClientsPageFixture::openRow(int row)
{
    m_table->setFocus();
    m_table->setCurrentIndex(m_table->model()->index(row, 0));
    QTest::keyClick(m_table, Qt::Key_Return);
    QCoreApplication::processEvents();
}

QAbstractButton *ClientsPageFixture::button(const QString &start) const
{
    for (QAbstractButton *each : m_page->findChildren<QAbstractButton *>()) {
        if (each->text().remove(u'&').startsWith(start))
            return each;
    }
    return nullptr;
}

QString ClientsPageFixture::anyLabel(const QString &containing) const
{
    for (const QLabel *label : m_page->findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(containing))
            return label->text();
    }
    return {};
}

} // namespace Breakwater::Test
