// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/maintoolbar.h>

#include <ui/shell/actions.h>
#include <ui/widgets/connectionpill.h>
#include <ui/shell/rangepicker.h>
#include <ui/shell/sessionpicker.h>

#include <QtGui/QAction>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

MainToolBar::MainToolBar(SnapshotFeed &feed, TimeView &view, const Actions &actions,
                         FindField::TargetList targets, QWidget *parent)
    : QToolBar(parent), m_find(new FindField(std::move(targets), this))
{
    setObjectName(u"mainToolBar"_qs);
    setWindowTitle(tr("Tool bar"));
    setMovable(false);
    addWidget(new SessionPicker(feed, this));
    addWidget(new ConnectionPill(feed, this));
    addSeparator();
    addButton(actions[Do::Pause], tr("❚❚ Pause"));
    auto *const ranges = new RangePicker(view, this);
    addWidget(ranges);
    addButton(actions[Do::ZoomOut], u"−"_qs);
    addButton(actions[Do::ZoomIn], u"+"_qs);
    addSeparator();
    addButton(actions[Do::Export], tr("Export…"));
    auto *const gap = new QWidget(this);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(gap);
    m_find->setMaximumWidth(m_find->fontMetrics().averageCharWidth() * 36);
    m_find->setMinimumWidth(m_find->fontMetrics().averageCharWidth() * 16);
    addWidget(m_find);
    connect(ranges, &RangePicker::customWanted, this, &MainToolBar::customRangeWanted);
}

void MainToolBar::addButton(QAction *action, const QString &text)
{
    auto *const button = new QToolButton(this);
    const QString words = action->text().section(u'\t', 0, 0).remove(u'&').remove(u'…');
    const QString keys = action->text().contains(u'\t') ? action->text().section(u'\t', 1)
                                                        : action->shortcut().toString();
    button->setText(text);
    button->setToolTip(keys.isEmpty() ? words : tr("%1 (%2)").arg(words, keys));
    button->setAccessibleName(words);
    button->setCheckable(action->isCheckable());
    button->setAutoRaise(true);
    connect(button, &QToolButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::toggled, button, &QToolButton::setChecked);
    addWidget(button);
}

} // namespace Breakwater::Ui
