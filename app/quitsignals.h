// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QObject>

#include <memory>

class QSocketNotifier;

namespace Breakwater::App {

//! SIGINT, SIGTERM and SIGHUP (unless it is ignored, as under nohup) as a signal of the event loop,
//! so that a program ends in order. Another one more than a second later ends it the hard way;
//! sooner it counts as the same, for supervisors signal a child and then its group. Make one at
//! most, on the main thread.
class QuitSignals final : public QObject
{
    Q_OBJECT

public:
    explicit QuitSignals(QObject *parent = nullptr);
    ~QuitSignals() override;

Q_SIGNALS:
    void quitWanted();

private:
    void onReadable();

    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace Breakwater::App
