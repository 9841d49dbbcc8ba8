// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/endpointdress.h>

#include <app/cli/words.h>

#include <core/base/text.h>

#include <QtCore/QFile>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestToken = 64 * 1024;

Unexpected<Error> bad(const QString &sentence)
{
    return Unexpected<>(Error{ErrorKind::BadArgument, sentence});
}

//! "NAME<separator>REST" in two, trimmed. The whole is never shown: it may hold a secret.
Expected<std::pair<QString, QString>> split(const QString &option, const QString &text,
                                            QChar separator, const QString &example)
{
    const auto at = text.indexOf(separator);
    if (at <= 0)
        return bad(tr("%1: write it like %2.").arg(option, example));
    return std::pair(text.left(at).trimmed(), text.mid(at + 1).trimmed());
}

Expected<void> addHeaders(Endpoint &endpoint, const EndpointOptions &options)
{
    for (const QString &header : options.headers) {
        const auto parts = split(u"--header"_qs, header, u':', u"'X-Name: value'"_qs);
        if (!parts)
            return Unexpected<>(parts.error());
        if (const auto added = endpoint.addHeader(parts->first.toUtf8(), parts->second.toUtf8());
            !added)
            return added;
    }
    for (const QString &header : options.headersFromEnvironment) {
        const auto parts
            = split(u"--header-from-env"_qs, header, u'=', u"'Authorization=MY_VARIABLE'"_qs);
        if (!parts)
            return Unexpected<>(parts.error());
        const QByteArray variable = parts->second.toUtf8();
        if (!qEnvironmentVariableIsSet(variable.constData()))
            return bad(tr("--header-from-env: the environment has no variable '%1'.")
                           .arg(sanitised(parts->second)));
        if (const auto added
            = endpoint.addHeader(parts->first.toUtf8(), qgetenv(variable.constData()));
            !added)
            return added;
    }
    return {};
}

Expected<void> addTls(TlsOptions &tls, const EndpointOptions &options)
{
    const std::pair<QString, std::optional<QString>> files[]
        = {{u"--ca"_qs, options.caFile},
           {u"--cert"_qs, options.certificateFile},
           {u"--key"_qs, options.keyFile}};
    for (const auto &[option, path] : files) {
        if (!path)
            continue;
        if (const auto readable = readFile(option, *path, 16 * 1024 * 1024); !readable)
            return Unexpected<>(readable.error());
    }
    if (options.caFile)
        tls.caFile = options.caFile;
    if (options.certificateFile)
        tls.certificateFile = options.certificateFile;
    if (options.keyFile)
        tls.keyFile = options.keyFile;
    return {};
}

} // namespace

Expected<QByteArray> readFile(const QString &option, const QString &path, qint64 most)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return bad(
            tr("%1: cannot read '%2': %3.").arg(option, sanitised(path), file.errorString()));
    }
    const QByteArray bytes = file.read(most + 1);
    if (file.error() != QFileDevice::NoError)
        return bad(
            tr("%1: cannot read '%2': %3.").arg(option, sanitised(path), file.errorString()));
    if (bytes.size() > most)
        return bad(tr("%1: '%2' is larger than %3 bytes.").arg(option, sanitised(path)).arg(most));
    return bytes;
}

Expected<std::optional<QByteArray>> readToken(const std::optional<QString> &path)
{
    if (!path)
        return std::nullopt;
    const auto bytes = readFile(u"--token-file"_qs, *path, longestToken);
    if (!bytes)
        return Unexpected<>(bytes.error());
    const QByteArray token = bytes->left(bytes->indexOf('\n')).trimmed();
    if (token.isEmpty())
        return bad(
            tr("--token-file: the first line of '%1' holds no token.").arg(sanitised(*path)));
    return token;
}

Expected<void> dress(Endpoint &endpoint, const EndpointOptions &options)
{
    for (const QString &name : options.subprotocols) {
        if (const auto added = endpoint.addSubprotocol(name); !added)
            return added;
    }
    if (const auto added = addHeaders(endpoint, options); !added)
        return added;
    return addTls(endpoint.tls, options);
}

std::vector<QString> warningsAbout(const EndpointOptions &options, const Endpoint &endpoint)
{
    std::vector<QString> warnings;
    for (const QString &header : options.headers) {
        const QString name = header.section(u':', 0, 0).trimmed().toLower();
        if (name == "authorization"_L1 || name == "cookie"_L1) {
            warnings.push_back(tr("Other users of this machine can read %1 in the list of "
                                  "processes; use --token-file or --header-from-env.")
                                   .arg(sanitised(name)));
        }
    }
    if (endpoint.isPlaintextToRemote())
        warnings.push_back(tr("ws:// to another machine is not encrypted; use wss:// if you can."));
    return warnings;
}

} // namespace Breakwater::Cli
