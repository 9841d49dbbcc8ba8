// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/profile.h>

#include <QtWidgets/QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace Breakwater::Ui {

//! How a profile signs in. The secret itself stays in this widget until somebody takes it to the
//! keychain or to a connection; it is never part of the profile.
class SignInFields final : public QWidget
{
    Q_OBJECT

public:
    explicit SignInFields(QWidget *parent = nullptr);

    void setProfile(const Profile &profile);
    void writeTo(Profile &profile) const;
    //! What was typed; empty: nothing new.
    QByteArray secret() const;
    bool isToBeRemembered() const;

    //! Empty: a keychain runs. Else one sentence, and remembering is off.
    void setKeychainProblem(const QString &sentence);
    //! The keychain holds a secret for this profile.
    void setRemembered(bool remembered);

Q_SIGNALS:
    void changed();

private:
    void adapt();

    QFormLayout *const m_layout;
    QComboBox *const m_kind;
    QLineEdit *const m_user;
    QLineEdit *const m_secret;
    QCheckBox *const m_remember;
    QLabel *const m_note;
    QString m_keychainProblem;
    bool m_remembered = false;
};

} // namespace Breakwater::Ui
