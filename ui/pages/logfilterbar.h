// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QWidget>

#include <cstdint>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace Breakwater::Ui {

class EventFilter;
class SnapshotFeed;

//! What of the log is shown: text, level, source, session; and how much is new out of sight.
class LogFilterBar final : public QWidget
{
    Q_OBJECT

public:
    LogFilterBar(EventFilter &filter, SnapshotFeed &feed, QWidget *parent = nullptr);

    void focusText();
    void setText(const QString &text);
    void setNewRows(int count);
    //! Events that were in the log once.
    void setGone(std::uint64_t count);

Q_SIGNALS:
    void newestWanted();
    //! Whether rows of other sessions are left out.
    void oneSessionChanged(bool isOne);

private:
    void addLevels();
    void addSources();
    void followSession();

    EventFilter &m_filter;
    SnapshotFeed &m_feed;
    QComboBox *m_level;
    QComboBox *m_source;
    QLineEdit *m_text;
    QCheckBox *m_onlySession;
    QLabel *m_gone;
    QPushButton *m_new;
};

} // namespace Breakwater::Ui
