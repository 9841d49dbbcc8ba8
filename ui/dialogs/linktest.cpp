// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/linktest.h>

#include <ui/format/format.h>
#include <ui/models/snapshotfeed.h>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

LinkTest::LinkTest(SnapshotFeed &feed, TimeSystem &time, Duration limit, QObject *parent)
    : QObject(parent), m_feed(feed), m_time(time), m_limit(limit), m_timer(time.createTimer([this] {
          finish(false,
                 tr("No answer within %1; is the server reachable from here?")
                     .arg(Format::duration(m_limit)));
      }))
{
    connect(&feed, &SnapshotFeed::updated, this, &LinkTest::look);
}

LinkTest::~LinkTest() = default;

void LinkTest::start(OpenSession command)
{
    cancel();
    command.id.value.prepend(QStringView(SnapshotFeed::testPrefix));
    command.name = tr("Test of %1").arg(command.name);
    m_session = command.id;
    m_started = m_time.now();
    m_timer->startAt(m_started + m_limit);
    Q_EMIT commandWanted(std::move(command));
}

void LinkTest::cancel()
{
    m_timer->stop();
    if (const auto session = std::exchange(m_session, std::nullopt))
        Q_EMIT commandWanted(CloseSession{*session});
}

void LinkTest::look()
{
    const SessionSnapshot *session = m_session ? m_feed.tested(*m_session) : nullptr;
    if (!session)
        return;
    switch (session->connection) {
    case ConnectionState::Connected:
        return finish(
            true,
            tr("It works: connected within %1.").arg(Format::duration(m_time.now() - m_started)));
    case ConnectionState::BackingOff:
    case ConnectionState::BreakerOpen:
    case ConnectionState::Refused:
    case ConnectionState::Away:
    case ConnectionState::Closed:
        return finish(false,
                      session->connectionDetail.isEmpty() ? tr("The server ended the connection.")
                                                          : session->connectionDetail);
    case ConnectionState::Idle:
    case ConnectionState::Connecting:
    case ConnectionState::Closing: break;
    }
}

void LinkTest::finish(bool works, const QString &sentence)
{
    cancel();
    Q_EMIT finished(works, sentence);
}

} // namespace Breakwater::Ui
