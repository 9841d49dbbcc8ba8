// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>

namespace Breakwater::Test {

//! A certificate authority and what it signed, made by the `openssl` command for this one run. Ask
//! error() first: it is not empty when openssl is missing or refused.
class TestCertificates final
{
public:
    struct Identity
    {
        QString certificateFile;
        QString keyFile;
    };

    TestCertificates();

    const QString &error() const { return m_error; }
    QString caFile() const { return path(QStringLiteral("ca.pem")); }
    QString otherCaFile() const { return path(QStringLiteral("otherca.pem")); }
    //! For localhost and 127.0.0.1.
    Identity server() const { return identity(QStringLiteral("server")); }
    //! The same with an RSA key.
    Identity rsaServer() const { return identity(QStringLiteral("rsaserver")); }
    //! Signed by the same authority, for another host.
    Identity wrongHost() const { return identity(QStringLiteral("wronghost")); }
    Identity selfSigned() const { return identity(QStringLiteral("selfsigned")); }
    Identity client() const { return identity(QStringLiteral("client")); }
    QString path(const QString &name) const { return m_folder.filePath(name); }

private:
    Identity identity(const QString &name) const;
    void makeAuthority(const QString &name);
    void makeSelfSigned(const QString &name);
    void makeSigned(const QString &name, const QString &alternativeNames, const QStringList &key);
    void openssl(const QStringList &arguments);

    QTemporaryDir m_folder;
    QString m_error;
};

} // namespace Breakwater::Test
