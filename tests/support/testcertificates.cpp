// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/testcertificates.h>

#include <QtCore/QFile>
#include <QtCore/QProcess>

namespace Breakwater::Test {

using namespace Qt::StringLiterals;

namespace {

//! Elliptic curve keys: made in milliseconds.
const QStringList newKey{u"-newkey"_qs, u"ec"_qs, u"-pkeyopt"_qs,
                         u"ec_paramgen_curve:prime256v1"_qs, u"-nodes"_qs};
const QStringList newRsaKey{u"-newkey"_qs, u"rsa:2048"_qs, u"-nodes"_qs};

} // namespace

TestCertificates::TestCertificates()
{
    makeAuthority(u"ca"_qs);
    makeAuthority(u"otherca"_qs);
    makeSigned(u"server"_qs, u"DNS:localhost,IP:127.0.0.1"_qs, newKey);
    makeSigned(u"rsaserver"_qs, u"DNS:localhost,IP:127.0.0.1"_qs, newRsaKey);
    makeSigned(u"wronghost"_qs, u"DNS:elsewhere.example"_qs, newKey);
    makeSigned(u"client"_qs, u"DNS:client.example"_qs, newKey);
    makeSelfSigned(u"selfsigned"_qs);
}

TestCertificates::Identity TestCertificates::identity(const QString &name) const
{
    return {path(name + u".pem"_qs), path(name + u".key"_qs)};
}

void TestCertificates::makeAuthority(const QString &name)
{
    openssl(QStringList{u"req"_qs, u"-x509"_qs, u"-days"_qs, u"2"_qs, u"-subj"_qs,
                        u"/CN=Breakwater test %1"_qs.arg(name), u"-keyout"_qs,
                        path(name + u".key"_qs), u"-out"_qs, path(name + u".pem"_qs)}
            + newKey);
}

void TestCertificates::makeSelfSigned(const QString &name)
{
    openssl(QStringList{u"req"_qs, u"-x509"_qs, u"-days"_qs, u"2"_qs, u"-subj"_qs,
                        u"/CN=localhost"_qs, u"-addext"_qs,
                        u"subjectAltName=DNS:localhost,IP:127.0.0.1"_qs, u"-keyout"_qs,
                        path(name + u".key"_qs), u"-out"_qs, path(name + u".pem"_qs)}
            + newKey);
}

void TestCertificates::makeSigned(const QString &name, const QString &alternativeNames,
                                  const QStringList &key)
{
    openssl(QStringList{u"req"_qs, u"-new"_qs, u"-subj"_qs, u"/CN=Breakwater test %1"_qs.arg(name),
                        u"-keyout"_qs, path(name + u".key"_qs), u"-out"_qs, path(name + u".csr"_qs)}
            + key);
    QFile extensions(path(name + u".ext"_qs));
    if (extensions.open(QIODevice::WriteOnly))
        extensions.write("subjectAltName=" + alternativeNames.toLatin1() + '\n');
    extensions.close();
    openssl({u"x509"_qs, u"-req"_qs, u"-days"_qs, u"2"_qs, u"-in"_qs, path(name + u".csr"_qs),
             u"-CA"_qs, caFile(), u"-CAkey"_qs, path(u"ca.key"_qs), u"-CAcreateserial"_qs,
             u"-extfile"_qs, extensions.fileName(), u"-out"_qs, path(name + u".pem"_qs)});
}

void TestCertificates::openssl(const QStringList &arguments)
{
    if (!m_error.isEmpty())
        return;
    QProcess process;
    process.start(u"openssl"_qs, arguments);
    if (!process.waitForFinished(30'000) || process.exitCode() != 0)
        m_error
            = u"openssl %1: %2 %3"_qs.arg(arguments.join(u' '), process.errorString(),
                                          QString::fromLocal8Bit(process.readAllStandardError()));
}

} // namespace Breakwater::Test
