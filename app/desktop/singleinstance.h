// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>

#include <QtCore/QLockFile>
#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtNetwork/QLocalServer>

namespace Breakwater::App {

//! One Breakwater per user: the first one listens, a later one hands its arguments over and ends.
class SingleInstance final : public QObject
{
    Q_OBJECT

public:
    //! `folder` belongs to this user alone (XDG_RUNTIME_DIR).
    explicit SingleInstance(const QString &folder, QObject *parent = nullptr);

    //! True: this is the first; others' arguments arrive as argumentsReceived().
    bool becomeFirst();
    //! To the first one; false when it does not answer within two seconds.
    bool handOver(const QStringList &arguments) const;

Q_SIGNALS:
    //! `activationToken` is what the desktop gave the other one to come to the front; may be empty.
    void argumentsReceived(const QStringList &arguments, const QByteArray &activationToken);

private:
    void onConnection();

    const QString m_socket;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace Breakwater::App
