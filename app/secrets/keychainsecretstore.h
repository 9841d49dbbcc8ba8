// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>
#include <core/config/secretstore.h>

#include <QtCore/QObject>

namespace QKeychain {
class Job;
}

namespace Breakwater::App {

//! Tokens and passwords in the desktop's own keychain (Secret Service or KWallet), through
//! QtKeychain. Its fallback to plain text stays off: no keychain, no storing.
//!
//! A keychain that does not answer within `patience` counts as one that does not run. Lives on the
//! window's thread.
class KeychainSecretStore final : public QObject, public SecretStore
{
    Q_OBJECT

public:
    explicit KeychainSecretStore(TimeSystem &time, Duration patience = std::chrono::seconds(30));

    void read(const QString &name, ReadHandler handler) override;
    void write(const QString &name, const QByteArray &secret, DoneHandler handler) override;
    void remove(const QString &name, DoneHandler handler) override;

private:
    //! Starts the job; `handler` gets it when it ended, or null when time ran out.
    void run(QKeychain::Job *job, const QString &name,
             std::function<void(QKeychain::Job *)> handler);

    TimeSystem &m_time;
    const Duration m_patience;
};

} // namespace Breakwater::App
