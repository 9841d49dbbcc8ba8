// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/time.h>

#include <QtCore/QByteArray>
#include <QtWidgets/QWidget>

#include <map>

class QLabel;
class QPlainTextEdit;

namespace Breakwater::Ui {

class SnapshotFeed;

//! The newest message that the selected session (or any) received, for people to look at. Never
//! more than its first 4 KiB, and as plain text whatever it holds.
class IncomingPanel final : public QWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype shownBytes = 4096;
    static constexpr int keptSessions = 64;

    explicit IncomingPanel(SnapshotFeed &feed, QWidget *parent = nullptr);

    //! `payload` may be the beginning only of a message of `size` bytes.
    void show(const SessionId &session, const QByteArray &payload, bool isText, qint64 size);
    using QWidget::show;

private:
    struct Incoming
    {
        QByteArray payload;
        qint64 size = 0; //!< of the whole message
        bool isText = true;
        WallTime at{};
    };

    void follow();
    const Incoming *current() const;

    SnapshotFeed &m_feed;
    std::map<SessionId, Incoming> m_newest;
    QLabel *m_title;
    QPlainTextEdit *m_view;
};

} // namespace Breakwater::Ui
