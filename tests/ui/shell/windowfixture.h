// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/support/manualtimesystem.h>
#include <tests/support/signalrecorder.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/ui/dialogs/memorysecretstore.h>
#include <ui/dialogs/profilebook.h>
#include <ui/models/snapshotfeed.h>
#include <ui/shell/mainwindow.h>

#include <QtCore/QTemporaryDir>

namespace Breakwater::Test {

//! A whole window over hand-made frames, without an engine.
struct WindowFixture
{
    ManualTimeSystem time;
    MemorySecretStore secrets;
    QTemporaryDir folder;
    Ui::SnapshotFeed feed{time};
    Ui::ProfileBook book{folder.filePath(QStringLiteral("profiles.json"))};
    Ui::MainWindow window{{.feed = feed,
                           .time = time,
                           .book = book,
                           .secrets = secrets,
                           .stateFile = folder.filePath(QStringLiteral("window.ini"))}};
    SignalRecorder<const EngineCommand &> commands{&window, &Ui::MainWindow::commandWanted};

    //! One second later, a frame with these sessions, these watched sources and two events.
    void show(std::initializer_list<SessionSnapshot> sessions,
              std::initializer_list<WatchedSource> watched = {})
    {
        time.advance(std::chrono::seconds(1));
        SnapshotBuilder frame(++m_sequence);
        frame.at(time.sample()).tiers({Tier::Realtime, Tier::Performance, Tier::Aggregate});
        for (const SessionSnapshot &session : sessions)
            frame.session(session);
        for (const WatchedSource &source : watched)
            frame.watched(source);
        frame.event(numberedEvent(2 * m_sequence - 1, time.wallNow()));
        frame.event(numberedEvent(2 * m_sequence, time.wallNow()));
        feed.accept(frame.build());
    }

private:
    std::uint64_t m_sequence = 0;
};

} // namespace Breakwater::Test
