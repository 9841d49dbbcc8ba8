// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/probeplan.h>

#include <app/bootstrap.h>
#include <app/cli/words.h>

#include <core/base/text.h>
#include <core/engine/opencommand.h>

#include <QtCore/QFile>
#include <QtCore/QStringDecoder>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestToken = 64 * 1024;

Unexpected<Error> bad(const QString &sentence)
{
    return Unexpected<>(Error{ErrorKind::BadArgument, sentence});
}

//! At most one byte more than `most`, so that too much is seen as too much.
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

Expected<std::optional<QString>> readText(const std::optional<QString> &text, qint64 most)
{
    if (!text || !text->startsWith(u'@'))
        return text;
    const auto bytes = readFile(u"--send"_qs, text->mid(1), most);
    if (!bytes)
        return Unexpected<>(bytes.error());
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString decoded = decode(*bytes);
    if (decode.hasError())
        return bad(tr("--send: '%1' is not UTF-8 text.").arg(sanitised(text->mid(1))));
    return decoded;
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

Expected<void> addHeaders(Endpoint &endpoint, const ProbeOptions &options)
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

Expected<void> addTls(TlsOptions &tls, const ProbeOptions &options)
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

Expected<OpenSession> openProfile(const QString &name, const std::optional<QByteArray> &token)
{
    const auto profile = App::findProfile(ProfileFile(App::standardPaths().profiles), name);
    if (!profile)
        return Unexpected<>(profile.error());
    if (profile->auth != Profile::Auth::None && !token) {
        return bad(tr("The profile “%1” needs its secret, and there is no keychain here: give it "
                      "with --token-file.")
                       .arg(sanitised(name)));
    }
    return openCommand(*profile, token);
}

Expected<OpenSession> open(const ProbeOptions &options)
{
    const auto token = readToken(options.tokenFile);
    if (!token)
        return Unexpected<>(token.error());
    auto open = options.url ? App::openUrl(*options.url) : openProfile(*options.profile, *token);
    if (!open)
        return open;
    if (options.url)
        open->endpoint.bearerToken = *token;
    for (const QString &name : options.subprotocols) {
        if (const auto added = open->endpoint.addSubprotocol(name); !added)
            return Unexpected<>(added.error());
    }
    if (const auto added = addHeaders(open->endpoint, options); !added)
        return Unexpected<>(added.error());
    if (const auto added = addTls(open->endpoint.tls, options); !added)
        return Unexpected<>(added.error());
    return open;
}

std::vector<QString> warningsAbout(const ProbeOptions &options, const OpenSession &open)
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
    if (options.url && open.endpoint.basicAuth) {
        warnings.push_back(tr("Other users of this machine can read the password of the URL in the "
                              "list of processes; use --header-from-env."));
    }
    if (open.endpoint.isPlaintextToRemote())
        warnings.push_back(tr("ws:// to another machine is not encrypted; use wss:// if you can."));
    return warnings;
}

} // namespace

Expected<ProbePlan> planProbe(const ProbeOptions &options)
{
    const auto loaded = App::loadConfig(options.config.file, options.config.preset);
    if (!loaded)
        return Unexpected<>(loaded.error());
    const auto opened = open(options);
    if (!opened)
        return Unexpected<>(opened.error());
    const auto text = readText(options.send, loaded->config.queue.maxBytes);
    if (!text)
        return Unexpected<>(text.error());
    ProbePlan plan{.open = *opened, .config = loaded->config, .text = *text, .warnings = {}};
    plan.warnings = loaded->warnings;
    for (const QString &warning : warningsAbout(options, *opened))
        plan.warnings.push_back(warning);
    // The document at the end must not be older than the blink of an eye in any of its parts.
    constexpr Duration fresh = std::chrono::milliseconds(250);
    plan.config.refresh = {.realtime = fresh, .performance = fresh, .aggregate = fresh};
    return plan;
}

} // namespace Breakwater::Cli
