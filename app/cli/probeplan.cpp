// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/probeplan.h>

#include <app/bootstrap.h>
#include <app/cli/endpointdress.h>
#include <app/cli/words.h>

#include <core/base/text.h>
#include <core/engine/opencommand.h>

#include <QtCore/QFile>
#include <QtCore/QStringDecoder>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;

namespace {

Unexpected<Error> bad(const QString &sentence)
{
    return Unexpected<>(Error{ErrorKind::BadArgument, sentence});
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
    const auto token = readToken(options.endpoint.tokenFile);
    if (!token)
        return Unexpected<>(token.error());
    auto open = options.url ? App::openUrl(*options.url) : openProfile(*options.profile, *token);
    if (!open)
        return open;
    if (options.url)
        open->endpoint.bearerToken = *token;
    if (const auto dressed = dress(open->endpoint, options.endpoint); !dressed)
        return Unexpected<>(dressed.error());
    return open;
}

std::vector<QString> warningsAbout(const ProbeOptions &options, const OpenSession &open)
{
    std::vector<QString> warnings = warningsAbout(options.endpoint, open.endpoint);
    if (options.url && open.endpoint.basicAuth) {
        warnings.push_back(tr("Other users of this machine can read the password of the URL in the "
                              "list of processes; use --header-from-env."));
    }
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
    constexpr Duration endless = std::chrono::years(1); // the probe ends it itself
    plan.config.refresh = {.realtime = fresh, .performance = endless, .aggregate = fresh};
    return plan;
}

} // namespace Breakwater::Cli
