// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/watchcommand.h>

#include <app/cli/endpointdress.h>
#include <app/cli/watching.h>
#include <app/cli/words.h>
#include <app/quitsignals.h>

namespace Breakwater::Cli {

using App::ExitCode;

namespace {

Expected<WatchTarget> targetOf(const WatchOptions &options)
{
    auto target = WatchTarget::fromUrl(options.url);
    if (!target)
        return target;
    const auto token = readToken(options.endpoint.tokenFile);
    if (!token)
        return Unexpected<>(token.error());
    target->endpoint.bearerToken = *token;
    if (const auto dressed = dress(target->endpoint, options.endpoint); !dressed)
        return Unexpected<>(dressed.error());
    return target;
}

ExitCode refuse(const Error &error)
{
    complain(error.message);
    return ExitCode::Usage;
}

} // namespace

ExitCode run(const WatchOptions &options)
{
    const auto loaded = App::loadConfig(options.config.file, options.config.preset);
    if (!loaded)
        return refuse(loaded.error());
    const auto target = targetOf(options);
    if (!target)
        return refuse(target.error());
    const Words words(options.isJson);
    for (const QString &warning : loaded->warnings)
        words.say(warning);
    for (const QString &warning : warningsAbout(options.endpoint, target->endpoint))
        words.say(warning);
    Watching watching(options, loaded->config, *target);
    App::QuitSignals signals;
    QObject::connect(&signals, &App::QuitSignals::quitWanted, &watching, &Watching::stop);
    return watching.exec();
}

} // namespace Breakwater::Cli
