// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/profile.h>
#include <core/config/secretstore.h>
#include <core/engine/command.h>

#include <QtCore/QObject>

class QWidget;

namespace Breakwater::Ui {

class ProfileBook;

//! Opens saved connections: finds the secret (typed, in the keychain, or asked for) and turns the
//! profile into a command.
class Connector final : public QObject
{
    Q_OBJECT

public:
    Connector(ProfileBook &book, SecretStore &secrets, QWidget &window);

    //! `secret` empty: look for it.
    void open(const Profile &profile, const QByteArray &secret = {});
    //! Without a person in front: a secret that is not in the keychain is a failure.
    void forbidQuestions() { m_mayAsk = false; }

    //! What the profile's link, or what it watches, is known under.
    static SessionId idOf(const Profile &profile);
    //! The profile behind a session, or behind something watched; null for a bare URL and the demo.
    const Profile *profileOf(const SessionId &session) const;
    //! Dangerous actions are absent there.
    bool isReadOnly(const SessionId &session) const;

Q_SIGNALS:
    void commandWanted(const Breakwater::EngineCommand &command);
    void failed(const QString &sentence);

private:
    void onFound(const Profile &profile, const Expected<std::optional<QByteArray>> &found);
    void ask(const Profile &profile, const QString &keychainProblem);
    void dial(const Profile &profile, const std::optional<QByteArray> &secret);

    ProfileBook &m_book;
    SecretStore &m_secrets;
    QWidget &m_window;
    bool m_mayAsk = true;
};

} // namespace Breakwater::Ui
