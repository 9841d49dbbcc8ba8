// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/engine/command.h>

#include <QtWidgets/QWidget>

#include <memory>

namespace Breakwater::Ui {

class SnapshotFeed;

//! Counts per state, compose-and-send, and the newest incoming message of the selected session.
class MessagesPage final : public QWidget
{
    Q_OBJECT

public:
    explicit MessagesPage(SnapshotFeed &feed, QWidget *parent = nullptr);
    ~MessagesPage() override;

    void focusCompose();
    void showAnswer(const Breakwater::SendAnswer &answer);
    void showIncoming(const Breakwater::SessionId &session, const QByteArray &payload, bool isText,
                      qint64 size);

Q_SIGNALS:
    void commandWanted(const Breakwater::EngineCommand &command);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
