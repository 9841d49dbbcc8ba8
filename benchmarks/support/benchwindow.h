// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/secretstore.h>
#include <ui/dialogs/profilebook.h>
#include <ui/models/snapshotfeed.h>
#include <ui/shell/mainwindow.h>

#include <QtCore/QTemporaryDir>

namespace Breakwater::Bench {

//! There are none.
class NoSecrets final : public SecretStore
{
public:
    void read(const QString &, ReadHandler handler) override
    {
        handler(std::optional<QByteArray>());
    }
    void write(const QString &, const QByteArray &, DoneHandler handler) override { handler({}); }
    void remove(const QString &, DoneHandler handler) override { handler({}); }
};

//! The whole window over a feed that the benchmark fills. Remembers nothing.
struct BenchWindow
{
    explicit BenchWindow(TimeSystem &time, Ui::SnapshotFeed &feed)
        : book(folder.filePath(QStringLiteral("profiles.json"))),
          window({.feed = feed, .time = time, .book = book, .secrets = secrets, .stateFile = {}})
    { }

    NoSecrets secrets;
    QTemporaryDir folder;
    Ui::ProfileBook book;
    Ui::MainWindow window;
};

} // namespace Breakwater::Bench
