// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/secretprompt.h>

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

SecretPrompt::SecretPrompt(const Profile &profile, const QString &keychainProblem, QWidget *parent)
    : QDialog(parent), m_secret(new QLineEdit(this)),
      m_remember(new QCheckBox(tr("Remember in the &keychain"), this))
{
    const bool isToken = profile.auth == Profile::Auth::Bearer;
    setWindowTitle(isToken ? tr("Token for %1").arg(profile.name)
                           : tr("Password for %1").arg(profile.name));
    auto *const words = new QLabel(this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setText(isToken ? tr("“%1” signs in with a token.").arg(profile.name)
                           : tr("“%1” signs in as %2.").arg(profile.name, profile.user));
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setAccessibleName(isToken ? tr("Token") : tr("Password"));
    m_remember->setVisible(keychainProblem.isEmpty());

    auto *const form = new QFormLayout(this);
    form->addRow(words);
    form->addRow(isToken ? tr("&Token") : tr("&Password"), m_secret);
    form->addRow(QString(), m_remember);
    if (!keychainProblem.isEmpty()) {
        auto *const why
            = new QLabel(tr("%1 It is asked for each time.").arg(keychainProblem), this);
        why->setTextFormat(Qt::PlainText);
        why->setWordWrap(true);
        form->addRow(why);
    }
    auto *const buttons
        = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Connect"));
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_secret->setFocus();
}

QByteArray SecretPrompt::secret() const
{
    return m_secret->text().toUtf8();
}

bool SecretPrompt::isToBeRemembered() const
{
    return !m_remember->isHidden() && m_remember->isChecked();
}

} // namespace Breakwater::Ui
