// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/signinfields.h>

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

SignInFields::SignInFields(QWidget *parent)
    : QWidget(parent), m_layout(new QFormLayout(this)), m_kind(new QComboBox(this)),
      m_user(new QLineEdit(this)), m_secret(new QLineEdit(this)),
      m_remember(new QCheckBox(tr("Remember in the &keychain"), this)), m_note(new QLabel(this))
{
    m_kind->addItem(tr("No sign-in"), static_cast<int>(Profile::Auth::None));
    m_kind->addItem(tr("Bearer token"), static_cast<int>(Profile::Auth::Bearer));
    m_kind->addItem(tr("User and password"), static_cast<int>(Profile::Auth::Basic));
    m_remember->setObjectName(u"remember"_qs);
    m_secret->setEchoMode(QLineEdit::Password);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_layout->addRow(tr("&Sign in with"), m_kind);
    m_layout->addRow(tr("&User"), m_user);
    m_layout->addRow(tr("&Password"), m_secret);
    m_layout->addRow(QString(), m_remember);
    m_layout->addRow(QString(), m_note);

    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        adapt();
        Q_EMIT changed();
    });
    connect(m_user, &QLineEdit::textChanged, this, &SignInFields::changed);
    connect(m_secret, &QLineEdit::textChanged, this, &SignInFields::changed);
    adapt();
}

void SignInFields::setProfile(const Profile &profile)
{
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(profile.auth)));
    m_user->setText(profile.user);
    m_secret->clear();
    m_remember->setChecked(false);
    setRemembered(false);
}

void SignInFields::writeTo(Profile &profile) const
{
    profile.auth = static_cast<Profile::Auth>(m_kind->currentData().toInt());
    profile.user = profile.auth == Profile::Auth::Basic ? m_user->text() : QString();
}

QByteArray SignInFields::secret() const
{
    return m_secret->text().toUtf8();
}

bool SignInFields::isToBeRemembered() const
{
    return m_remember->isEnabled() && m_remember->isChecked();
}

void SignInFields::setKeychainProblem(const QString &sentence)
{
    m_keychainProblem = sentence;
    adapt();
}

void SignInFields::setRemembered(bool remembered)
{
    m_remembered = remembered;
    if (remembered)
        m_remember->setChecked(true);
    adapt();
}

void SignInFields::adapt()
{
    const auto kind = static_cast<Profile::Auth>(m_kind->currentData().toInt());
    const bool needsSecret = kind != Profile::Auth::None;
    const bool needsUser = kind == Profile::Auth::Basic;
    const QString what = kind == Profile::Auth::Bearer ? tr("Token") : tr("Password");

    for (QWidget *const field : {static_cast<QWidget *>(m_user), m_layout->labelForField(m_user)})
        field->setVisible(needsUser);
    for (QWidget *const field :
         {static_cast<QWidget *>(m_secret), m_layout->labelForField(m_secret),
          static_cast<QWidget *>(m_remember), static_cast<QWidget *>(m_note)})
        field->setVisible(needsSecret);
    if (auto *const label = qobject_cast<QLabel *>(m_layout->labelForField(m_secret)))
        label->setText(kind == Profile::Auth::Bearer ? tr("Tok&en") : tr("&Password"));
    m_secret->setAccessibleName(what);
    m_secret->setPlaceholderText(m_remembered ? tr("kept in the keychain") : QString());
    m_remember->setEnabled(m_keychainProblem.isEmpty());
    if (!m_keychainProblem.isEmpty())
        m_note->setText(tr("%1 It is asked for each time; it is never written to a file.")
                            .arg(m_keychainProblem));
    else
        m_note->setText(tr("Left empty, it is asked for when the connection opens."));
}

} // namespace Breakwater::Ui
