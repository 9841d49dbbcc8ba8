// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/profilelist.h>

#include <ui/dialogs/profilebook.h>
#include <ui/models/plaintext.h>

#include <QtGui/QPainter>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

namespace {

constexpr int nameRole = Qt::UserRole;

QIcon dot(const QString &colour)
{
    QPixmap pixmap(24, 24);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(colour.isEmpty() ? QColor(Qt::transparent) : QColor(colour));
    painter.setPen(QPen(colour.isEmpty() ? QColor(Qt::gray) : QColor(colour), 2));
    painter.drawEllipse(QPoint(12, 12), 7, 7);
    return pixmap;
}

QString shownName(const Profile &profile)
{
    return profile.group.isEmpty() ? profile.name : u"%1 / %2"_qs.arg(profile.group, profile.name);
}

} // namespace

ProfileList::ProfileList(ProfileBook &book, QWidget *parent)
    : QWidget(parent), m_book(book), m_list(new QListWidget(this)),
      m_new(new QPushButton(tr("&New"), this)), m_more(new QToolButton(this)),
      m_undo(new QPushButton(tr("Und&o delete"), this))
{
    m_list->setAccessibleName(tr("Saved connections"));
    m_list->setSortingEnabled(true);
    makeButtons();

    auto *const row = new QHBoxLayout;
    row->addWidget(m_new, 1);
    row->addWidget(m_more, 1);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_undo);
    layout->addLayout(row);

    connect(&book, &ProfileBook::changed, this, &ProfileList::fill);
    connect(m_list, &QListWidget::currentRowChanged, this, &ProfileList::onRow);
    fill();
}

void ProfileList::makeButtons()
{
    m_undo->hide();
    m_new->setAutoDefault(false);
    m_undo->setAutoDefault(false);
    m_more->setText(tr("More"));
    m_more->setAccessibleName(tr("More about saved connections"));
    m_more->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto *const menu = new QMenu(m_more);
    menu->addAction(tr("D&uplicate"), this, &ProfileList::duplicate);
    auto *const removeAction = menu->addAction(tr("&Delete"), this, &ProfileList::remove);
    menu->addSeparator();
    menu->addAction(tr("&Import…"), this, &ProfileList::importFile);
    menu->addAction(tr("&Export without secrets…"), this, &ProfileList::exportFile);
    m_more->setMenu(menu);

    auto *const byKey = new QAction(this);
    byKey->setShortcut(QKeySequence::Delete);
    byKey->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(byKey);
    connect(byKey, &QAction::triggered, removeAction, &QAction::trigger);
    connect(m_new, &QPushButton::clicked, this, &ProfileList::newWanted);
    connect(m_undo, &QPushButton::clicked, this, &ProfileList::undo);
}

QString ProfileList::current() const
{
    const QListWidgetItem *const item = m_list->currentItem();
    return item ? item->data(nameRole).toString() : QString();
}

void ProfileList::choose(const QString &name)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(nameRole).toString() == name)
            return m_list->setCurrentRow(row);
    }
    m_list->setCurrentRow(-1);
}

void ProfileList::fill()
{
    const QString before = current();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const Profile &profile : m_book.profiles()) {
        auto *const item = new QListWidgetItem(dot(profile.colour), shownName(profile), m_list);
        item->setData(nameRole, profile.name);
        item->setToolTip(plainToolTip(profile.name));
    }
    choose(before);
    m_undo->setVisible(m_book.canUndoRemove());
}

void ProfileList::onRow()
{
    if (m_list->currentItem())
        Q_EMIT chosen(current());
}

void ProfileList::duplicate()
{
    const Profile *const original = m_book.find(current());
    if (!original)
        return;
    Profile copy = *original;
    copy.name = m_book.freeName(tr("%1 copy").arg(original->name));
    const auto stored = m_book.put(copy, QString());
    if (!stored)
        return Q_EMIT said(stored.error().message, true);
    choose(copy.name);
}

void ProfileList::remove()
{
    const QString name = current();
    if (name.isEmpty())
        return;
    const auto stored = m_book.remove(name);
    if (!stored)
        return Q_EMIT said(stored.error().message, true);
    m_undo->setVisible(true);
    Q_EMIT removed(name);
    Q_EMIT said(tr("“%1” is deleted.").arg(name), false);
}

void ProfileList::undo()
{
    const auto stored = m_book.undoRemove();
    m_undo->setVisible(m_book.canUndoRemove());
    if (!stored)
        return Q_EMIT said(stored.error().message, true);
    Q_EMIT restored();
    Q_EMIT said(tr("The deleted connection is back."), false);
}

void ProfileList::importFile()
{
    auto *const dialog = new QFileDialog(this, tr("Import connections"), QString(),
                                         tr("Connections (*.json);;All (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const auto count = m_book.importFrom(path);
        if (!count)
            return Q_EMIT said(count.error().message, true);
        Q_EMIT said(*count == 1 ? tr("1 connection imported.")
                                : tr("%1 connections imported.").arg(*count),
                    false);
    });
    dialog->open();
}

void ProfileList::exportFile()
{
    auto *const dialog
        = new QFileDialog(this, tr("Export connections without secrets"),
                          u"breakwater-connections.json"_qs, tr("Connections (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_qs);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const auto written = m_book.exportTo(path);
        Q_EMIT said(written ? tr("Written to %1.").arg(path) : written.error().message, !written);
    });
    dialog->open();
}

} // namespace Breakwater::Ui
