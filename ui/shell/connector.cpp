// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/connector.h>

#include <core/engine/opencommand.h>
#include <ui/dialogs/profilebook.h>
#include <ui/dialogs/secretprompt.h>

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <algorithm>

namespace Breakwater::Ui {

Connector::Connector(ProfileBook &book, SecretStore &secrets, QWidget &window)
    : QObject(&window), m_book(book), m_secrets(secrets), m_window(window)
{ }

void Connector::open(const Profile &profile, const QByteArray &secret)
{
    if (profile.auth == Profile::Auth::None)
        return dial(profile, std::nullopt);
    if (!secret.isEmpty())
        return dial(profile, secret);
    m_secrets.read(profile.name, [self = QPointer(this), profile](const auto &found) {
        if (self)
            self->onFound(profile, found);
    });
}

void Connector::onFound(const Profile &profile, const Expected<std::optional<QByteArray>> &found)
{
    if (found && *found)
        return dial(profile, *found);
    if (m_mayAsk)
        return ask(profile, found ? QString() : found.error().message);
    Q_EMIT failed(found ? tr("The keychain holds no secret for “%1”, and nobody can be asked here.")
                              .arg(profile.name)
                        : tr("“%1” needs its secret, and nobody can be asked here. %2")
                              .arg(profile.name, found.error().message));
}

void Connector::ask(const Profile &profile, const QString &keychainProblem)
{
    auto *const prompt = new SecretPrompt(profile, keychainProblem, &m_window);
    prompt->setAttribute(Qt::WA_DeleteOnClose);
    connect(prompt, &SecretPrompt::accepted, this, [this, prompt, profile] {
        if (prompt->isToBeRemembered()) {
            m_secrets.write(profile.name, prompt->secret(),
                            [self = QPointer(this)](const Expected<void> &written) {
                                if (self && !written)
                                    Q_EMIT self->failed(written.error().message);
                            });
        }
        dial(profile, prompt->secret());
    });
    prompt->open();
}

void Connector::dial(const Profile &profile, const std::optional<QByteArray> &secret)
{
    const auto go = [this](const auto &command) {
        if (command)
            Q_EMIT commandWanted(*command);
        else
            Q_EMIT failed(command.error().message);
    };
    if (profile.isWatch)
        go(watchCommand(profile, secret));
    else
        go(openCommand(profile, secret));
}

SessionId Connector::idOf(const Profile &profile)
{
    return {profile.isWatch ? QString::fromUtf16(WatchedSource::prefix) + profile.name
                            : profile.name};
}

const Profile *Connector::profileOf(const SessionId &session) const
{
    const auto &profiles = m_book.profiles();
    const auto found = std::find_if(profiles.begin(), profiles.end(),
                                    [&](const Profile &each) { return idOf(each) == session; });
    return found == profiles.end() ? nullptr : &*found;
}

bool Connector::isReadOnly(const SessionId &session) const
{
    const Profile *const profile = profileOf(session);
    return profile && profile->readOnly;
}

} // namespace Breakwater::Ui
