// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/options.h>

#include <app/bootstrap.h>
#include <app/cli/commandline.h>
#include <app/cli/words.h>

#include <core/base/text.h>
#include <core/snapshot/tiernames.h>

#include <cmath>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;

namespace {

constexpr double mostPerSecond = 100'000;

Unexpected<QString> bad(const QString &option, const QString &sentence)
{
    return Unexpected<QString>(u"%1: %2"_qs.arg(option, sentence));
}

Expected<Duration, QString> length(const QString &text, const QString &option)
{
    const auto duration = App::parseDuration(text);
    if (!duration)
        return bad(option, duration.error().message);
    if (*duration <= Duration::zero())
        return bad(option, tr("it must be more than nothing."));
    return *duration;
}

Expected<double, QString> rate(const QString &text)
{
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(value) || value <= 0 || value > mostPerSecond) {
        return bad(u"--rate"_qs,
                   tr("“%1” is no number of messages per second; write more than 0 and at most %2.")
                       .arg(sanitised(text))
                       .arg(mostPerSecond, 0, 'f', 0));
    }
    return value;
}

//! Messages per second from --every or --rate.
Expected<std::optional<double>, QString> repetition(const CommandLine &line)
{
    if (const auto text = line.text("--rate"))
        return rate(*text);
    const auto every = line.text("--every");
    if (!every)
        return std::nullopt;
    const auto gap = length(*every, u"--every"_qs);
    if (!gap)
        return Unexpected<QString>(gap.error());
    if (1 / toSeconds(*gap) > mostPerSecond)
        return bad(u"--every"_qs, tr("“%1” is too short.").arg(sanitised(*every)));
    return 1 / toSeconds(*gap);
}

ConfigOptions configOptions(const CommandLine &line)
{
    return {.file = line.text("--config"), .preset = line.text("--preset")};
}

EndpointOptions endpointOptions(const CommandLine &line)
{
    return {.headers = line.texts("--header"),
            .headersFromEnvironment = line.texts("--header-from-env"),
            .tokenFile = line.text("--token-file"),
            .caFile = line.text("--ca"),
            .certificateFile = line.text("--cert"),
            .keyFile = line.text("--key"),
            .subprotocols = line.texts("--subprotocol")};
}

Expected<Command, QString> probeOptions(const CommandLine &line)
{
    ProbeOptions options;
    options.url = line.text("URL");
    options.profile = line.text("--profile");
    if (!options.url && !options.profile)
        return Unexpected<QString>(tr("What to probe is missing: a URL, or --profile NAME."));
    if (const auto text = line.text("--for")) {
        const auto duration = length(*text, u"--for"_qs);
        if (!duration)
            return Unexpected<QString>(duration.error());
        options.length = *duration;
    }
    const auto perSecond = repetition(line);
    if (!perSecond)
        return Unexpected<QString>(perSecond.error());
    options.perSecond = *perSecond;
    const QString failOn = line.text("--fail-on").value_or(u"unhealthy"_qs);
    if (failOn != "unhealthy"_L1 && failOn != "degraded"_L1) {
        return bad(u"--fail-on"_qs,
                   tr("“%1” is neither degraded nor unhealthy.").arg(sanitised(failOn)));
    }
    options.failOnDegraded = failOn == "degraded"_L1;
    options.send = line.text("--send");
    options.endpoint = endpointOptions(line);
    options.config = configOptions(line);
    options.isJson = line.flag("--json");
    return options;
}

Expected<Tier, QString> tier(const QString &text)
{
    if (const auto known = tierFrom(text))
        return *known;
    return bad(u"--tier"_qs,
               tr("“%1” is none of realtime, performance and aggregate.").arg(sanitised(text)));
}

Expected<Command, QString> watchOptions(const CommandLine &line)
{
    const auto url = line.text("URL");
    if (!url)
        return Unexpected<QString>(tr("What to watch is missing: a URL."));
    WatchOptions options{.url = *url,
                         .length = {},
                         .endpoint = endpointOptions(line),
                         .config = configOptions(line),
                         .isJson = line.flag("--json")};
    const auto wanted = tier(line.text("--tier").value_or(u"realtime"_qs));
    if (!wanted)
        return Unexpected<QString>(wanted.error());
    options.tier = *wanted;
    if (const auto text = line.text("--for")) {
        const auto duration = length(*text, u"--for"_qs);
        if (!duration)
            return Unexpected<QString>(duration.error());
        options.length = *duration;
    }
    return options;
}

Expected<std::optional<FaultPlan>, QString> faultPlan(const CommandLine &line)
{
    const auto text = line.text("--fault");
    if (!text)
        return std::nullopt;
    const auto plan = FaultPlan::fromText(*text);
    if (!plan)
        return bad(u"--fault"_qs, plan.error().message);
    if (line.text("--cert") && plan->needsFrames()) {
        return bad(u"--fault"_qs,
                   tr("corrupt, drop-pongs, answer-pings, close and close-mid-frame need to see "
                      "frames, which TLS hides; leave --cert away, or write for example "
                      "at=10s:reset."));
    }
    return *plan;
}

Expected<Command, QString> serveOptions(const CommandLine &line)
{
    if (!line.flag("--echo") && !line.flag("--demo") && !line.flag("--broadcast"))
        return Unexpected<QString>(tr("What to serve is missing: --echo, --broadcast or --demo."));
    const auto faults = faultPlan(line);
    if (!faults)
        return Unexpected<QString>(faults.error());
    return ServeOptions{.listen = line.text("--listen"),
                        .http = line.text("--http"),
                        .isEcho = line.flag("--echo"),
                        .isBroadcast = line.flag("--broadcast"),
                        .isDemo = line.flag("--demo"),
                        .tokenFile = line.text("--token-file"),
                        .faults = *faults,
                        .certificateFile = line.text("--cert"),
                        .keyFile = line.text("--key"),
                        .config = configOptions(line),
                        .isJson = line.flag("--json")};
}

Expected<Command, QString> optionsOf(const CommandLine &line)
{
    if (line.has("probe"))
        return probeOptions(line);
    if (line.has("serve"))
        return serveOptions(line);
    if (line.has("watch"))
        return watchOptions(line);
    using What = ShowConfigOptions::What;
    return ShowConfigOptions{.what = line.hasShown("show") ? What::Show
                                 : line.hasShown("check")  ? What::Check
                                                           : What::Defaults,
                             .config = configOptions(line),
                             .isJson = line.flag("--json")};
}

} // namespace

Command parseArguments(const QStringList &arguments)
{
    CommandLine line;
    try {
        line.parse(arguments);
    } catch (const CLI::CallForHelp &) {
        return ShowText{line.help()};
    } catch (const CLI::CallForVersion &call) {
        return ShowText{QString::fromUtf8(call.what()) + u'\n'};
    } catch (const CLI::ParseError &error) {
        return UsageError{line.complaint(error)};
    }
    auto command = optionsOf(line);
    if (!command)
        return UsageError{command.error() + u' ' + line.hint()};
    return *command;
}

} // namespace Breakwater::Cli
