// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/pathpicker.h>

#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

PathPicker::PathPicker(const QString &what, const QString &filter, QWidget *parent)
    : QWidget(parent), m_what(what), m_filter(filter), m_edit(new QLineEdit(this))
{
    auto *const browseButton = new QToolButton(this);
    browseButton->setText(tr("Browse…"));
    browseButton->setAccessibleName(tr("Choose: %1").arg(what));
    browseButton->setFocusPolicy(Qt::StrongFocus);
    m_edit->setAccessibleName(what);
    m_edit->setClearButtonEnabled(true);
    setFocusProxy(m_edit);

    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_edit, 1);
    layout->addWidget(browseButton);
    connect(m_edit, &QLineEdit::textChanged, this, &PathPicker::changed);
    connect(browseButton, &QToolButton::clicked, this, &PathPicker::browse);
}

QString PathPicker::path() const
{
    return m_edit->text().trimmed();
}

void PathPicker::setPath(const QString &path)
{
    m_edit->setText(path);
}

void PathPicker::browse()
{
    auto *const dialog = new QFileDialog(this, m_what, path(), m_filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PathPicker::setPath);
    dialog->open();
}

} // namespace Breakwater::Ui
