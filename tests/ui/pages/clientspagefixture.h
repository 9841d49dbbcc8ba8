// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/command.h>
#include <tests/support/manualtimesystem.h>
#include <tests/ui/models/servingscenario.h>
#include <ui/charts/timeview.h>
#include <ui/models/clientmodel.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/clientsdetail.h>
#include <ui/pages/clientspage.h>
#include <ui/pages/clientspanel.h>
#include <ui/pages/logview.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>

namespace Breakwater::Test {

//! The page of clients, shown, over a feed that a scenario fills.
class ClientsPageFixture
{
protected:
    void setUp();
    void tearDown();

    //! A core with so many clients, that has been looked at for so long.
    void serve(int clients, int seconds = 31);
    void next(int seconds = 1);
    //! Of a core elsewhere, selected in the feed; our own serves nobody.
    void watch(const Snapshot &frame);
    void openRow(int row);
    template <class Command> std::vector<Command> sent() const;
    const Ui::ClientModel &model() const { return m_page->panel().model(); }
    Ui::ClientsDetail *detail() const { return m_page->findChild<Ui::ClientsDetail *>(); }
    QAbstractButton *button(const QString &start) const;
    //! The words of a label that is seen and has these in it; empty: there is none.
    QString anyLabel(const QString &containing) const;

    std::unique_ptr<ManualTimeSystem> m_time;
    std::unique_ptr<Ui::SnapshotFeed> m_feed;
    std::unique_ptr<Ui::TimeView> m_timeView;
    std::unique_ptr<Ui::ClientsPage> m_page;
    std::unique_ptr<QSignalSpy> m_commands;
    std::unique_ptr<ServingScenario> m_scenario;
    Ui::LogView *m_table = nullptr;
};

template <class Command> std::vector<Command> ClientsPageFixture::sent() const
{
    std::vector<Command> commands;
    for (const auto &emitted : *m_commands) {
        const auto command = emitted.at(0).value<EngineCommand>();
        if (const auto *wanted = std::get_if<Command>(&command))
            commands.push_back(*wanted);
    }
    return commands;
}

} // namespace Breakwater::Test
