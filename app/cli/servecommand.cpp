// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/servecommand.h>

#include <app/cli/serving.h>
#include <app/cli/words.h>
#include <app/quitsignals.h>

#include <core/base/text.h>
#include <core/http/tokenfile.h>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;
using App::ExitCode;

namespace {

//! "127.0.0.1:8080", "[::1]:0".
Expected<void> parseListen(const QString &text, AcceptorOptions &acceptor)
{
    const auto colon = text.lastIndexOf(u':');
    bool isNumber = false;
    const int port = text.mid(colon + 1).toInt(&isNumber);
    const QString host = text.left(std::max<qsizetype>(colon, 0));
    const bool isBareIpv6 = host.contains(u':') && !host.startsWith(u'[');
    if (host.isEmpty() || isBareIpv6 || !isNumber || port < 0 || port > 65535) {
        return Unexpected<>(
            Error{ErrorKind::BadArgument,
                  tr("Cannot listen on “%1”: write HOST:PORT, for example 127.0.0.1:8080.")
                      .arg(sanitised(text))});
    }
    acceptor.host = host;
    acceptor.port = static_cast<quint16>(port);
    return {};
}

//! `warnings` gets what is not right with the token's file; where health is served its own door
//! says so.
Expected<AcceptorOptions> acceptorOptions(const ServeOptions &options,
                                          const StabilityConfig &config, QStringList &warnings)
{
    AcceptorOptions acceptor;
    const QString listen
        = options.listen.value_or(config.serve.listen.value_or(u"127.0.0.1:8080"_qs));
    if (const auto parsed = parseListen(listen, acceptor); !parsed)
        return Unexpected<>(parsed.error());
    if (config.http.tokenFile) {
        const auto token = readTokenFile(*config.http.tokenFile);
        if (!token)
            return Unexpected<>(token.error());
        acceptor.token = token->token;
        if (!config.http.listen && !token->warning.isEmpty())
            warnings.append(token->warning);
    }
    if (options.certificateFile)
        acceptor.tls
            = TlsOptions{.certificateFile = options.certificateFile, .keyFile = options.keyFile};
    return acceptor;
}

//! The demo's outages are timed for a breaker that opens after seconds, unless the user says
//! otherwise.
Expected<LoadedConfig> loadConfig(const ServeOptions &options)
{
    ConfigOptions source = options.config;
    if (options.isDemo && !source.file && !source.preset)
        source.preset = u"testing"_qs;
    auto loaded = App::loadConfig(source.file, source.preset);
    if (!loaded)
        return loaded;
    if (options.http)
        loaded->config.http.listen = options.http;
    if (options.tokenFile)
        loaded->config.http.tokenFile = options.tokenFile;
    return loaded;
}

ExitCode refuse(const Error &error, ExitCode code)
{
    complain(error.message);
    return code;
}

} // namespace

ExitCode run(const ServeOptions &given)
{
    ServeOptions options = given;
    const auto loaded = loadConfig(options);
    if (!loaded)
        return refuse(loaded.error(), ExitCode::Usage);
    QStringList warnings(loaded->warnings.begin(), loaded->warnings.end());
    const auto acceptor = acceptorOptions(options, loaded->config, warnings);
    if (!acceptor)
        return refuse(acceptor.error(), ExitCode::Usage);
    const Words words(options.isJson);
    for (const QString &warning : warnings)
        words.say(warning);
    options.isBroadcast = options.isBroadcast || loaded->config.serve.broadcast;
    Serving serving(options, loaded->config);
    App::QuitSignals signals;
    QObject::connect(&signals, &App::QuitSignals::quitWanted, &serving, &Serving::stop);
    if (const auto started = serving.start(*acceptor); !started)
        return refuse(started.error(), ExitCode::Usage);
    if (options.isDemo)
        words.say(tr("Outages are timed for a client that runs with --preset %1.")
                      .arg(options.config.preset.value_or(u"testing"_qs)));
    return serving.exec();
}

} // namespace Breakwater::Cli
