// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/engine/command.h>
#include <core/snapshot/messagerecord.h>

#include <QtWidgets/QWidget>

#include <memory>

namespace Breakwater::Ui {

class SnapshotFeed;

//! What became of the messages: the ledger as a scale, the last messages one by one, and compose,
//! details and the newest incoming message beside them.
//!
//! While it is seen it asks the engine for its messages (QueryMessages) once a realtime tick, one
//! question at a time.
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
    //! The engine's answer.
    void showMessages(const Breakwater::MessagePagePtr &page);

Q_SIGNALS:
    void commandWanted(const Breakwater::EngineCommand &command);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
