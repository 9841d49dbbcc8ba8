// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/breakermenu.h>

#include <core/base/text.h>
#include <ui/dialogs/confirmdialog.h>
#include <ui/models/links.h>
#include <ui/models/snapshotfeed.h>
#include <ui/shell/actions.h>
#include <ui/shell/connector.h>

#include <QtCore/QProcessEnvironment>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

namespace {

constexpr Do dangerous[] = {Do::ForceOpen, Do::ForceClosed, Do::ClearOverride, Do::ResetBreaker};

//! A client names itself.
QString nameOf(const SessionSnapshot &session)
{
    return sanitised(session.name, 40);
}

//! In a menu.
QString itemText(QString text)
{
    return text.replace(u'&', u"&&"_qs);
}

//! Who did it, for the event log.
QString owner()
{
    return QProcessEnvironment::systemEnvironment().value(u"USER"_qs, u"window"_qs);
}

} // namespace

BreakerMenu::BreakerMenu(SnapshotFeed &feed, const Connector &connector, const Actions &actions,
                         QWidget *parent)
    : QMenu(tr("&Breaker"), parent), m_feed(feed), m_connector(connector), m_actions(actions)
{
    m_note = addAction(QString());
    m_note->setEnabled(false);
    addSeparator();
    for (const Do what : dangerous)
        addAction(actions[what]);
    connect(actions[Do::ForceOpen], &QAction::triggered, this,
            [this] { force(BreakerOverride::ForcedOpen); });
    connect(actions[Do::ForceClosed], &QAction::triggered, this,
            [this] { force(BreakerOverride::ForcedClosed); });
    connect(actions[Do::ClearOverride], &QAction::triggered, this, &BreakerMenu::clear);
    connect(actions[Do::ResetBreaker], &QAction::triggered, this, &BreakerMenu::reset);
    connect(&feed, &SnapshotFeed::updated, this, &BreakerMenu::adapt);
    connect(&feed, &SnapshotFeed::selectionChanged, this, &BreakerMenu::adapt);
    adapt();
}

const SessionSnapshot *BreakerMenu::target() const
{
    const SnapshotPtr frame = m_feed.latest();
    if (m_feed.watched())
        return nullptr;
    if (!m_feed.selected().value.isEmpty())
        return m_feed.current();
    return frame ? onlyLink(*frame) : nullptr;
}

void BreakerMenu::adapt()
{
    const SessionSnapshot *const session = target();
    const bool isReadOnly = session && m_connector.isReadOnly(session->id);
    const WatchedSource *const source = m_feed.watched();
    for (const Do what : dangerous) {
        m_actions[what]->setVisible(!isReadOnly && !source);
        const bool isPointless = what == Do::ClearOverride && session
            && session->breaker.override_ == BreakerOverride::None;
        m_actions[what]->setEnabled(session && !isReadOnly && !isPointless);
    }
    const QString note = source ? tr("%1 is only watched: its breaker is set where it runs")
                                      .arg(sanitised(source->name, 40))
        : !session   ? tr("Select one session first")
        : isReadOnly ? tr("%1 is read-only").arg(nameOf(*session))
                     : nameOf(*session);
    m_note->setText(itemText(note));
}

void BreakerMenu::force(BreakerOverride value)
{
    const SessionSnapshot *const session = target();
    if (!session)
        return;
    const bool isOpen = value == BreakerOverride::ForcedOpen;
    auto *const dialog = new ConfirmDialog(
        {.title = isOpen ? tr("Force open") : tr("Force closed"),
         .text = isOpen
             ? tr("Force the breaker of “%1” open for 15 minutes? Nothing is tried meanwhile: "
                  "messages wait in the queue. After 15 minutes the breaker decides by itself "
                  "again.")
                   .arg(nameOf(*session))
             : tr("Force the breaker of “%1” closed for 15 minutes? Connects and messages go out "
                  "meanwhile, however many of them fail. After 15 minutes the breaker decides by "
                  "itself again.")
                   .arg(nameOf(*session)),
         .action = isOpen ? tr("Force &open") : tr("Force &closed"),
         .asksReason = true},
        parentWidget());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConfirmDialog::accepted, this, [this, dialog, value, id = session->id] {
        Q_EMIT commandWanted(ForceBreaker{.id = id,
                                          .value = value,
                                          .owner = owner(),
                                          .reason = dialog->reason(),
                                          .length = overrideLength});
    });
    dialog->open();
}

void BreakerMenu::clear()
{
    const SessionSnapshot *const session = target();
    if (session) {
        Q_EMIT commandWanted(ForceBreaker{
            .id = session->id, .value = BreakerOverride::None, .owner = owner(), .reason = {}});
    }
}

void BreakerMenu::reset()
{
    const SessionSnapshot *const session = target();
    if (!session)
        return;
    auto *const dialog = new ConfirmDialog(
        {.title = tr("Reset the breaker"),
         .text
         = tr("Reset the breaker of “%1”? It forgets its failures and starts closed; the next "
              "connect goes out at once.")
               .arg(nameOf(*session)),
         .action = tr("&Reset")},
        parentWidget());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConfirmDialog::accepted, this,
            [this, id = session->id] { Q_EMIT commandWanted(ResetBreaker{id}); });
    dialog->open();
}

} // namespace Breakwater::Ui
