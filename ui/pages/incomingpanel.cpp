// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/incomingpanel.h>

#include <ui/format/format.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/composewords.h>

#include <QtCore/QStringDecoder>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace Breakwater::Ui {

namespace {

//! The cut may go through a character: the decoder keeps what is left of it to itself.
QString textOf(const QByteArray &bytes)
{
    QStringDecoder decode(QStringDecoder::Utf8);
    return decode(bytes);
}

} // namespace

IncomingPanel::IncomingPanel(SnapshotFeed &feed, QWidget *parent)
    : QWidget(parent), m_feed(feed), m_title(new QLabel(this)), m_view(new QPlainTextEdit(this))
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_view->setReadOnly(true);
    m_view->setTabChangesFocus(true);
    m_view->setUndoRedoEnabled(false);
    m_view->setAccessibleName(tr("Newest message received"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_title);
    layout->addWidget(m_view, 1);
    connect(&feed, &SnapshotFeed::selectionChanged, this, &IncomingPanel::follow);
    follow();
}

void IncomingPanel::show(const SessionId &session, const QByteArray &payload, bool isText,
                         qint64 size)
{
    if (SnapshotFeed::isTest(session))
        return;
    if (static_cast<int>(m_newest.size()) >= keptSessions && !m_newest.contains(session)) {
        m_newest.erase(
            std::min_element(m_newest.begin(), m_newest.end(), [](const auto &a, const auto &b) {
                return a.second.at < b.second.at;
            }));
    }
    m_newest.insert_or_assign(
        session, Incoming{payload.left(shownBytes), size, isText, m_feed.time().wallNow()});
    follow();
}

const IncomingPanel::Incoming *IncomingPanel::current() const
{
    if (m_feed.selected() != SessionId{}) {
        const auto found = m_newest.find(m_feed.selected());
        return found == m_newest.end() ? nullptr : &found->second;
    }
    const auto newest
        = std::max_element(m_newest.begin(), m_newest.end(),
                           [](const auto &a, const auto &b) { return a.second.at < b.second.at; });
    return newest == m_newest.end() ? nullptr : &newest->second;
}

void IncomingPanel::follow()
{
    const Incoming *incoming = current();
    if (!incoming) {
        m_title->setText(tr("Nothing received yet"));
        m_view->clear();
        return;
    }
    const QString kind = incoming->isText ? tr("text") : tr("binary");
    QString size = Format::bytes(incoming->size);
    if (incoming->size > incoming->payload.size())
        size = tr("the first %1 of %2").arg(Format::bytes(incoming->payload.size()), size);
    m_title->setText(tr("Received %1 · %2 · %3").arg(Format::timeOfDay(incoming->at), size, kind));
    m_view->setPlainText(incoming->isText ? textOf(incoming->payload)
                                          : ComposeWords::toHex(incoming->payload));
}

} // namespace Breakwater::Ui
