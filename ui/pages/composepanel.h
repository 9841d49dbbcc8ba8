// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/engine/command.h>

#include <QtCore/QSet>
#include <QtWidgets/QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace Breakwater::Ui {

class SnapshotFeed;

//! Writes a message and sends it, once or as traffic, to the selected session (or the only one).
class ComposePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ComposePanel(SnapshotFeed &feed, QWidget *parent = nullptr);

    void focusText();
    //! Of the message sent last; answers to others are ignored. One that is stored first gets two.
    void showAnswer(const SendAnswer &answer);

Q_SIGNALS:
    void commandWanted(const Breakwater::EngineCommand &command);

protected:
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    void connectParts();
    SessionId target() const;
    void onUpdated();
    void follow();
    void send();
    void toggleTraffic();
    bool isRepeating() const;
    Expected<OutgoingMessage, QString> message() const;
    void say(const QString &sentence, bool isBad = false);
    void tintAnswer();

    SnapshotFeed &m_feed;
    QPlainTextEdit *m_text;
    QComboBox *m_kind;
    QComboBox *m_priority;
    QLineEdit *m_id;
    QPushButton *m_send;
    QDoubleSpinBox *m_rate;
    QPushButton *m_repeat;
    QLabel *m_target;
    QLabel *m_answer;
    QSet<SessionId> m_repeating;
    std::uint64_t m_lastRequest = 0;
    bool m_isBad = false;
};

} // namespace Breakwater::Ui
