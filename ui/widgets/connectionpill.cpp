// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/connectionpill.h>

#include <core/base/text.h>
#include <ui/format/format.h>
#include <ui/format/words.h>
#include <ui/models/links.h>
#include <ui/models/plaintext.h>
#include <ui/models/snapshotfeed.h>
#include <ui/models/watchwords.h>
#include <ui/theme/theme.h>
#include <ui/widgets/painting.h>

#include <QtGui/QPainter>

#include <tuple>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double dotSize = 11;

} // namespace

ConnectionPill::ConnectionPill(SnapshotFeed &feed, QWidget *parent) : QWidget(parent), m_feed(feed)
{
    becomeSpoken();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&feed, &SnapshotFeed::updated, this, &ConnectionPill::follow);
    connect(&feed, &SnapshotFeed::selectionChanged, this, &ConnectionPill::follow);
    connect(&feed, &SnapshotFeed::staleChanged, this, &ConnectionPill::follow);
    follow();
}

void ConnectionPill::follow()
{
    const auto before = std::tuple(m_dot, m_text, m_detail);
    m_detail.clear();
    if (const WatchedSource *source = m_feed.watched()) {
        followWatched(*source);
    } else if (m_feed.isUnknown() || !m_feed.current()) {
        m_dot = Dot::Dashed;
        m_text = m_feed.isUnknown() ? tr("Unknown") : tr("Gone");
    } else if (m_feed.selected() == SessionId{}) {
        followSum();
    } else {
        followSession();
    }
    if (before == std::tie(m_dot, m_text, m_detail))
        return;
    setToolTip(plainToolTip(spokenName()));
    if (m_text != std::get<1>(before))
        updateGeometry();
    update();
}

void ConnectionPill::followSum()
{
    const auto [all, connected] = countLinks(*m_feed.latest());
    m_dot = all == 0       ? Dot::Dashed
        : connected == all ? Dot::Full
        : connected > 0    ? Dot::Half
                           : Dot::Ring;
    m_text = all == 0 ? tr("No connection") : tr("%1 of %2 connected").arg(connected).arg(all);
}

void ConnectionPill::followSession()
{
    const SessionSnapshot &session = *m_feed.current();
    m_detail = sanitised(session.connectionDetail);
    m_text = Format::connectionState(session.connection);
    m_dot = Dot::Ring;
    if (session.connection == ConnectionState::Connected && session.heartbeatUnansweredFor) {
        m_dot = Dot::Half;
        m_text = tr("not answering for %1").arg(Format::duration(session.heartbeatUnansweredFor));
    } else if (session.connection == ConnectionState::Connected) {
        m_dot = Dot::Full;
        if (session.lastRtt)
            m_text += u' ' + Format::duration(session.lastRtt);
    } else if (session.attempt > 1) {
        m_text += u" (%1)"_s.arg(session.attempt);
    }
}

//! Of a remote's link what the remote says; else how the remote is watched.
void ConnectionPill::followWatched(const WatchedSource &source)
{
    const QString how = watchState(m_feed, source);
    if (m_feed.selected() != source.id && !m_feed.isUnknown() && m_feed.current()) {
        followSession();
        m_detail = m_detail.isEmpty() ? how : m_detail + u", "_s + how;
    } else {
        m_text = how;
        m_detail = sanitised(source.detail);
        m_dot = m_feed.isStale()                              ? Dot::Dashed
            : source.connection == ConnectionState::Connected ? Dot::Full
                                                              : Dot::Half;
    }
    const QString note = pollingNote(source);
    if (!note.isEmpty() && !m_feed.isStale())
        m_detail = m_detail.isEmpty() ? note : m_detail + u", "_s + note;
}

QString ConnectionPill::spokenName() const
{
    return m_detail.isEmpty() ? tr("Connection: %1").arg(m_text)
                              : tr("Connection: %1, %2").arg(m_text, m_detail);
}

QSize ConnectionPill::sizeHint() const
{
    const int width = fontMetrics().horizontalAdvance(m_text);
    return {width + qCeil(dotSize) + 18, fontMetrics().height() + 6};
}

QSize ConnectionPill::minimumSizeHint() const
{
    return {60, fontMetrics().height() + 6};
}

void ConnectionPill::paintDot(QPainter &painter, const QRectF &rect) const
{
    const QColor ink = colour(m_dot == Dot::Full       ? Role::Healthy
                                  : m_dot == Dot::Half ? Role::Recovering
                                                       : Role::Unknown,
                              palette());
    painter.setPen(QPen(ink, 1.8, m_dot == Dot::Dashed ? Qt::DotLine : Qt::SolidLine));
    painter.setBrush(m_dot == Dot::Full ? QBrush(ink) : QBrush(Qt::NoBrush));
    painter.drawEllipse(rect);
    if (m_dot == Dot::Half) {
        painter.setBrush(ink);
        painter.drawPie(rect, 90 * 16, 180 * 16);
    }
}

void ConnectionPill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF dot(4, (height() - dotSize) / 2, dotSize, dotSize);
    paintDot(painter, dot.adjusted(1, 1, -1, -1));
    painter.setPen(palette().color(QPalette::WindowText));
    const double left = dot.right() + 6;
    paintLine(painter, {left, 0, width() - left - 2, static_cast<double>(height())}, m_text);
}

} // namespace Breakwater::Ui
