// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/profile.h>
#include <core/config/secretstore.h>
#include <core/engine/command.h>
#include <ui/dialogs/linktest.h>
#include <ui/dialogs/secretkeeping.h>

#include <QtWidgets/QDialog>

class QLabel;
class QPushButton;

namespace Breakwater::Ui {

class ProfileBook;
class ProfileForm;
class ProfileList;

//! The saved connections at the left, the chosen one's fields at the right. Says what is wrong
//! below the fields while one types; saves, tries and opens connections.
class ConnectDialog final : public QDialog
{
    Q_OBJECT

public:
    struct World
    {
        ProfileBook &book;
        SecretStore &secrets;
        SnapshotFeed &feed;
        TimeSystem &time;
        Duration handshakeTimeout;
    };

    explicit ConnectDialog(const World &world, QWidget *parent = nullptr);
    ~ConnectDialog() override;

    void edit(const QString &name);
    void addNew();

Q_SIGNALS:
    //! Only for the test's own throw-away session.
    void commandWanted(const Breakwater::EngineCommand &command);
    //! The profile is saved; `secret` is what was typed, empty when nothing was.
    void connectWanted(const Breakwater::Profile &profile, const QByteArray &secret);

private:
    void makeLayout();
    QLayout *makeButtons();
    void present(const Profile &profile, const QString &savedName);
    void onChanged();
    void onLooked(const QString &name, bool isThere, const QString &problem);
    bool save();
    void keepSecret(const Profile &profile, const QString &oldName);
    void tryLink();
    //! What the form shows. A name that nobody typed tells other URLs apart by a number.
    Expected<Profile> profile() const;
    void onTried(bool works, const QString &sentence);
    void connectNow();
    void say(const QString &sentence, bool isProblem);

    ProfileBook &m_book;
    SecretStore &m_secrets;
    SecretKeeping m_keeping;
    LinkTest m_test;
    ProfileForm *const m_form;
    ProfileList *const m_list;
    QLabel *const m_words;
    QPushButton *const m_tryButton;
    QPushButton *const m_saveButton;
    QPushButton *const m_connectButton;
    QString m_saved; //!< saved name of what the form shows; empty: a new one
};

} // namespace Breakwater::Ui
