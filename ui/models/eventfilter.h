// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/states.h>
#include <core/base/time.h>

#include <QtCore/QSortFilterProxyModel>
#include <QtCore/QStringList>

#include <optional>

namespace Breakwater::Ui {

class EventModel;

//! The events that somebody wants to see. Rows that stand for events not shown always pass: what
//! is missing might have matched.
class EventFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit EventFilter(EventModel &events, QObject *parent = nullptr);

    //! This bad or worse.
    void setLevel(Severity least);
    //! One of Event::source; empty: any.
    void setSource(const QString &source);
    //! All of its words must occur, in any column, upper or lower case.
    void setText(const QString &text);
    //! None: any. Events of the engine itself belong to no session. Of a watched source also those
    //! of its links.
    void setSession(const std::optional<SessionId> &session);

    bool isActive() const;
    //! The row nearest to that moment, of those that pass; none when none does.
    std::optional<int> rowNear(WallTime moment) const;
    //! Of the model behind.
    int sourceRow(int row) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    EventModel &m_events;
    Severity m_level = Severity::Info;
    QString m_source;
    QStringList m_words;
    std::optional<SessionId> m_session;
};

} // namespace Breakwater::Ui
