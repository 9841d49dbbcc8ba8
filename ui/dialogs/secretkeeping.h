// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/secretstore.h>

#include <QtCore/QObject>

namespace Breakwater::Ui {

//! Takes the secrets of profiles to the keychain and out of it, as profiles are saved, renamed and
//! deleted. Answers that come after its end are dropped.
class SecretKeeping final : public QObject
{
    Q_OBJECT

public:
    explicit SecretKeeping(SecretStore &store, QObject *parent = nullptr);
    //! Secrets of deleted profiles leave the keychain here at the latest.
    ~SecretKeeping() override;

    //! Ends in looked().
    void look(const QString &name);
    void keep(const QString &name, const QByteArray &secret);
    //! A profile got another name: its secret moves along.
    void rename(const QString &from, const QString &to);
    //! Later, so that an undo still finds the secret.
    void removeLater(const QString &name);
    void keepRemoved();
    void removeNow(const QString &name);

Q_SIGNALS:
    //! `problem`: why no keychain can be used; empty when one runs.
    void looked(const QString &name, bool isThere, const QString &problem);
    void failed(const QString &sentence);

private:
    SecretStore::DoneHandler report();

    SecretStore &m_store;
    QString m_removed;
};

} // namespace Breakwater::Ui
