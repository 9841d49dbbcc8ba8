// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/profile.h>

#include <QtWidgets/QDialog>

class QCheckBox;
class QLineEdit;

namespace Breakwater::Ui {

//! Asks for the token or password of one profile. Used when the keychain has none, or when no
//! keychain runs.
class SecretPrompt final : public QDialog
{
    Q_OBJECT

public:
    //! `keychainProblem`: why nothing can be remembered; empty when a keychain runs.
    SecretPrompt(const Profile &profile, const QString &keychainProblem, QWidget *parent = nullptr);

    QByteArray secret() const;
    bool isToBeRemembered() const;

private:
    QLineEdit *const m_secret;
    QCheckBox *const m_remember;
};

} // namespace Breakwater::Ui
