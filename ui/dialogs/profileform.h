// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/profile.h>

#include <QtWidgets/QTabWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace Breakwater::Ui {

class PathPicker;
class SignInFields;

//! All fields of one profile, on four tabs.
class ProfileForm final : public QTabWidget
{
    Q_OBJECT

public:
    explicit ProfileForm(QWidget *parent = nullptr);

    void setProfile(const Profile &profile);
    //! As typed; an unnamed one is named after its host. A header line without a colon is an error.
    Expected<Profile> profile() const;
    SignInFields &signIn() const { return *m_signIn; }
    void focusFirst();

Q_SIGNALS:
    void changed();

private:
    QWidget *makeServerPage();
    QWidget *makeHandshakePage();
    QWidget *makeTlsPage();
    void fillColours();
    //! An address often says by itself how it is meant; whoever chose keeps the choice.
    void proposeHow();
    void announceChanges();

    QLineEdit *const m_name;
    QLineEdit *const m_url;
    QComboBox *const m_how;
    QLineEdit *const m_group;
    QComboBox *const m_colour;
    QCheckBox *const m_autoConnect;
    QCheckBox *const m_readOnly;
    SignInFields *const m_signIn;
    QPlainTextEdit *const m_headers;
    QLineEdit *const m_subprotocols;
    QLineEdit *const m_proxy;
    PathPicker *const m_caFile;
    PathPicker *const m_certificateFile;
    PathPicker *const m_keyFile;
    bool m_isHowChosen = false;
};

} // namespace Breakwater::Ui
