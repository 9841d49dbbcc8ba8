// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/dialsettings.h>

#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

Unexpected<Error> unusable(const QString &what, const QString &path, const QString &why)
{
    return Unexpected<>(
        Error{ErrorKind::Tls, u"The %1 file '%2' cannot be used: %3"_qs.arg(what, path, why)});
}

Expected<QByteArray> contents(const QString &what, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unusable(what, path, file.errorString() + u'.');
    constexpr qint64 most = 16 * 1024 * 1024; // bundles of authorities have a few hundred KB
    return file.read(most);
}

Expected<QList<QSslCertificate>> certificates(const QString &what, const QString &path)
{
    const auto pem = contents(what, path);
    if (!pem)
        return Unexpected<>(pem.error());
    const auto found = QSslCertificate::fromData(*pem, QSsl::Pem);
    if (found.isEmpty())
        return unusable(what, path, u"it contains no certificate in PEM form."_qs);
    return found;
}

Expected<QSslKey> privateKey(const QString &path)
{
    const QString what = u"private key"_qs;
    const auto pem = contents(what, path);
    if (!pem)
        return Unexpected<>(pem.error());
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        if (QSslKey key(*pem, algorithm, QSsl::Pem); !key.isNull())
            return key;
    }
    const bool isLocked = pem->contains("ENCRYPTED");
    return unusable(what, path,
                    isLocked ? u"it is protected by a pass phrase; store it without one, readable "
                               "by you alone."_qs
                             : u"it contains no private key in PEM form."_qs);
}

template <auto Free> struct Freed
{
    template <class Thing> void operator()(Thing *thing) const { Free(thing); }
};

//! Qt compares neither, and a server with two that do not match fails at every handshake.
bool belongTogether(const QSslCertificate &certificate, const QSslKey &key)
{
    using Bytes = std::unique_ptr<BIO, Freed<BIO_free_all>>;
    const QByteArray certificatePem = certificate.toPem();
    const QByteArray keyPem = key.toPem();
    const Bytes certificateBytes(
        BIO_new_mem_buf(certificatePem.constData(), static_cast<int>(certificatePem.size())));
    const Bytes keyBytes(BIO_new_mem_buf(keyPem.constData(), static_cast<int>(keyPem.size())));
    const std::unique_ptr<X509, Freed<X509_free>> one(
        PEM_read_bio_X509(certificateBytes.get(), nullptr, nullptr, nullptr));
    const std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>> other(
        PEM_read_bio_PrivateKey(keyBytes.get(), nullptr, nullptr, nullptr));
    return one && other && X509_check_private_key(one.get(), other.get()) == 1;
}

Expected<void> addIdentity(QSslConfiguration &tls, const TlsOptions &options)
{
    if (!options.certificateFile && !options.keyFile)
        return {};
    if (!options.certificateFile || !options.keyFile)
        return Unexpected<>(
            Error{ErrorKind::Tls, u"A certificate and its private key must be given together."_qs});
    const auto chain = certificates(u"certificate"_qs, *options.certificateFile);
    if (!chain)
        return Unexpected<>(chain.error());
    const auto key = privateKey(*options.keyFile);
    if (!key)
        return Unexpected<>(key.error());
    if (!belongTogether(chain->front(), *key))
        return unusable(
            u"private key"_qs, *options.keyFile,
            u"it does not belong to the certificate '%1'."_qs.arg(*options.certificateFile));
    tls.setLocalCertificateChain(*chain);
    tls.setPrivateKey(*key);
    return {};
}

} // namespace

QNetworkRequest makeRequest(const Endpoint &endpoint)
{
    QNetworkRequest request(endpoint.url);
    for (const auto &[name, value] : endpoint.headers)
        request.setRawHeader(name, value);
    if (endpoint.bearerToken) {
        request.setRawHeader("Authorization", "Bearer " + *endpoint.bearerToken);
    } else if (endpoint.basicAuth) {
        const QString pair = endpoint.basicAuth->user + u':' + endpoint.basicAuth->password;
        request.setRawHeader("Authorization", "Basic " + pair.toUtf8().toBase64());
    }
    return request;
}

QNetworkProxy makeProxy(const ProxyOptions &options, const QUrl &url)
{
    const auto type = [&] {
        return options.kind == ProxyOptions::Kind::Http ? QNetworkProxy::HttpProxy
                                                        : QNetworkProxy::Socks5Proxy;
    };
    switch (options.kind) {
    case ProxyOptions::Kind::None: break;
    case ProxyOptions::Kind::System: {
        QUrl asked = url; // http_proxy and https_proxy are looked up by scheme
        const bool isSecure = url.scheme() == "wss"_L1 || url.scheme() == "https"_L1;
        asked.setScheme(isSecure ? u"https"_qs : u"http"_qs);
        const auto found = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(asked));
        return found.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : found.front();
    }
    case ProxyOptions::Kind::Http:
    case ProxyOptions::Kind::Socks5: {
        QNetworkProxy proxy(type(), options.host, options.port);
        if (options.auth) {
            proxy.setUser(options.auth->user);
            proxy.setPassword(options.auth->password);
        }
        return proxy;
    }
    }
    return QNetworkProxy(QNetworkProxy::NoProxy);
}

Expected<QSslConfiguration> makeTlsConfiguration(const TlsOptions &options)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (options.caFile) {
        const auto authorities = certificates(u"certificate authority"_qs, *options.caFile);
        if (!authorities)
            return Unexpected<>(authorities.error());
        tls.setCaCertificates(*authorities);
    }
    if (const auto added = addIdentity(tls, options); !added)
        return Unexpected<>(added.error());
    return tls;
}

} // namespace Breakwater
