// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/findfield.h>

#include <QtCore/QStringListModel>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QCompleter>

#include <algorithm>

namespace Breakwater::Ui {

FindField::FindField(TargetList targets, QWidget *parent)
    : QLineEdit(parent), m_targets(std::move(targets)), m_names(new QStringListModel(this))
{
    setPlaceholderText(tr("Find…  (Ctrl+K)"));
    setAccessibleName(tr("Find a page, chart, session, service, client, action or event"));
    setClearButtonEnabled(true);
    auto *const completer = new QCompleter(m_names, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    setCompleter(completer);
    connect(this, &QLineEdit::returnPressed, this, &FindField::jump);
}

void FindField::focusInEvent(QFocusEvent *event)
{
    QStringList names;
    for (const Target &target : m_targets())
        names.append(target.name);
    m_names->setStringList(names);
    QLineEdit::focusInEvent(event);
    if (event->reason() == Qt::ShortcutFocusReason)
        selectAll();
}

void FindField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        return QLineEdit::keyPressEvent(event);
    clear();
    Q_EMIT filterWanted(QString());
    parentWidget()->setFocus();
}

void FindField::jump()
{
    const QString wanted = text().trimmed();
    const auto targets = m_targets();
    auto found = std::find_if(targets.begin(), targets.end(), [&](const Target &target) {
        return target.name.compare(wanted, Qt::CaseInsensitive) == 0;
    });
    if (found == targets.end() && !wanted.isEmpty()) {
        found = std::find_if(targets.begin(), targets.end(), [&](const Target &target) {
            return target.name.startsWith(wanted, Qt::CaseInsensitive);
        });
    }
    if (found == targets.end() || wanted.isEmpty())
        return Q_EMIT filterWanted(wanted);
    clear();
    found->go();
}

} // namespace Breakwater::Ui
