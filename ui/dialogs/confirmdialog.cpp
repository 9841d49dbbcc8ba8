// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/confirmdialog.h>

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

namespace Breakwater::Ui {

ConfirmDialog::ConfirmDialog(const Question &question, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(question.title);
    auto *const words = new QLabel(question.text, this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setMinimumWidth(words->fontMetrics().averageCharWidth() * 60);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *const act = buttons->addButton(question.action, QDialogButtonBox::AcceptRole);
    act->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);

    auto *const layout = new QFormLayout(this);
    layout->addRow(words);
    if (question.asksReason) {
        m_reason = new QLineEdit(this);
        m_reason->setPlaceholderText(tr("shown with the state and in the event log"));
        layout->addRow(tr("&Reason"), m_reason);
        m_reason->setFocus(); // else the default button has it, and a typed space presses that
    }
    layout->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QString ConfirmDialog::reason() const
{
    return m_reason ? m_reason->text().trimmed() : QString();
}

} // namespace Breakwater::Ui
