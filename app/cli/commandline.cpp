// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/commandline.h>

#include <app/cli/words.h>

#include <core/base/text.h>
#include <core/base/version.h>

#include <algorithm>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t leftColumn = 34;
constexpr auto faultHelp
    = "PLAN of --fault: words with spaces or commas between them, for example\n"
      "    --fault 'latency=50ms jitter=20ms drop-pongs=0.3 at=10s:blackhole/5s seed=42'\n"
      "  What lasts, both ways or behind up. (to the server) or down. (to the client):\n"
      "    latency=DURATION jitter=DURATION bandwidth=BYTES/s slice=BYTES\n"
      "    corrupt=CHANCE drop-pongs=CHANCE answer-pings\n"
      "  What strikes a connection, WHEN:FAULT, counted from its beginning:\n"
      "    WHEN   at=DURATION every=DURATION after-bytes=BYTES\n"
      "    FAULT  reset close=CODE, and with up. or down. blackhole[/DURATION]\n"
      "           half-open[/DURATION] close-mid-frame\n"
      "  seed=NUMBER repeats the chances of another run.";

std::string words(const char *text)
{
    return tr(text).toStdString();
}

QString quoted(const std::string &argument)
{
    return u"'%1'"_qs.arg(sanitised(QString::fromStdString(argument)));
}

//! CLI11's own words are for programmers: "--for: 1 required DURATION missing".
QString sentenceFor(const CLI::ParseError &error)
{
    const QString said = QString::fromUtf8(error.what());
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ArgumentMismatch)) {
        const QString option = said.section(u':', 0, 0);
        return said.contains("missing"_L1) ? tr("The option %1 needs a value.").arg(option)
                                           : tr("The option %1 was given twice.").arg(option);
    }
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExcludesError))
        return said.section(u' ', 0, 0)
            + tr(" and %1 exclude each other.").arg(said.section(u' ', -1));
    return said.endsWith(u'.') || said.endsWith(u'?') ? said : said + u'.';
}

} // namespace

CommandLine::CommandLine()
    : m_app(words("Watches WebSocket links without a window: probes them, serves an echo to try "
                  "things on, shows settings."),
            "breakwaterctl")
{
    const std::string about = "breakwaterctl (Breakwater) " + std::string(version)
        + "\nLicense GPL-3.0-or-later; there is no warranty.";
    m_app.set_version_flag("--version", about, words("Print the version and exit"));
    m_app.set_help_flag("-h,--help", words("Print this help and exit"));
    m_app.get_formatter()->column_width(leftColumn);
    m_app.get_formatter()->label("SUBCOMMAND", "VERB");
    m_app.require_subcommand(1);
    m_app.footer(words("Exit codes: 0 fine, 1 the thing watched is degraded or unhealthy, 2 bad "
                       "usage or\nconfiguration, 3 could not connect at all, 4 an internal "
                       "failure."));
    addProbe();
    addServe();
    addWatch();
    addConfig();
}

void CommandLine::addProbe()
{
    CLI::App &verb = *m_app.add_subcommand(
        "probe", words("Hold a link and tell what happened to it, as one JSON document"));
    verb.group(words("Verbs"));
    CLI::Option *url = addText(verb, "URL", "", "ws:// or wss:// address of any WebSocket server");
    CLI::Option *profile = addText(verb, "--profile", "NAME", "A saved connection, instead of URL");
    profile->excludes(url);
    addText(verb, "--for", "DURATION", "How long, through every outage; default 10s");
    CLI::Option *send = addText(verb, "--send", "TEXT|@FILE",
                                "Send this; {sequence}, {id} and {time} are replaced");
    CLI::Option *every = addText(verb, "--every", "DURATION", "Send it again and again");
    CLI::Option *rate = addText(verb, "--rate", "N", "Send it N times a second");
    every->needs(send)->excludes(rate);
    rate->needs(send);
    addEndpointOptions(verb);
    addTexts(verb, "--subprotocol", "NAME", "Offer this subprotocol (repeatable)");
    addText(verb, "--fail-on", "degraded|unhealthy", "What makes exit code 1; default unhealthy");
    addFlag(verb, "--json", "Nothing but the JSON document");
    addConfigOptions(verb);
}

void CommandLine::addWatch()
{
    CLI::App &verb = *m_app.add_subcommand("watch", words("Watch the metrics of a remote core"));
    verb.group(words("Verbs"));
    addText(verb, "URL", "",
            "ws:// or wss:// address of its metrics stream, or http:// or https:// of its health");
    addText(verb, "--tier", "NAME",
            "How often a line: realtime (default), performance or aggregate");
    addText(verb, "--for", "DURATION", "How long; default until it is stopped");
    addEndpointOptions(verb);
    addFlag(verb, "--json", "JSON lines: each a whole snapshot");
    addConfigOptions(verb);
}

void CommandLine::addEndpointOptions(CLI::App &verb)
{
    addTexts(verb, "--header", "'NAME: VALUE'", "Add a header to the handshake (repeatable)");
    addTexts(verb, "--header-from-env", "'NAME=VARIABLE'",
             "The same, its value from the environment (repeatable)");
    addText(verb, "--token-file", "FILE", "Bearer token: the first line of FILE");
    addText(verb, "--ca", "FILE", "Trust these authorities (PEM) instead of the system's");
    CLI::Option *certificate = addText(verb, "--cert", "FILE", "Client certificate (PEM)");
    CLI::Option *key = addText(verb, "--key", "FILE", "Its private key (PEM)");
    certificate->needs(key);
    key->needs(certificate);
}

void CommandLine::addServe()
{
    CLI::App &verb = *m_app.add_subcommand("serve", words("Serve WebSocket clients until stopped"));
    verb.group(words("Verbs"));
    CLI::Option *echo = addFlag(verb, "--echo", "Send every message back");
    CLI::Option *broadcast = addFlag(verb, "--broadcast", "Send every message to all others");
    addFlag(verb, "--demo", "Echo, gentle traffic, and a scripted outage every minute")
        ->excludes(echo)
        ->excludes(broadcast);
    addText(verb, "--listen", "HOST:PORT",
            "Address and port, 0 for a free one; default 127.0.0.1:8080");
    addText(verb, "--http", "HOST:PORT", "Serve health and metrics over HTTP there");
    addText(verb, "--token-file", "FILE",
            "Let in only who shows this bearer token; needed for any address but loopback");
    addText(verb, "--fault", "PLAN", "Break the links on purpose; see below");
    CLI::Option *certificate = addText(verb, "--cert", "FILE", "Serve TLS with this certificate");
    CLI::Option *key = addText(verb, "--key", "FILE", "Its private key (PEM)");
    certificate->needs(key);
    key->needs(certificate);
    addFlag(verb, "--json", "Nothing but JSON lines");
    addConfigOptions(verb);
    verb.footer(words(faultHelp));
}

void CommandLine::addConfig()
{
    m_config = m_app.add_subcommand("config", words("Show and check settings"));
    m_config->require_subcommand(1);
    m_config->group(words("Verbs"));
    const auto add = [&](const std::string &name, const char *help) {
        CLI::App &verb = *m_config->add_subcommand(name, words(help));
        verb.group(words("Verbs"));
        addFlag(verb, "--json", "Nothing but JSON");
        addConfigOptions(verb);
    };
    add("show", "Every setting, its value and where that came from");
    add("check", "Whether the settings can be used");
    add("defaults", "Every setting with its default, as a file to start from");
}

void CommandLine::addConfigOptions(CLI::App &verb)
{
    addText(verb, "--config", "FILE", "Settings (TOML)");
    addText(verb, "--preset", "NAME", "default, development, production or testing");
}

CLI::Option *CommandLine::addText(CLI::App &verb, const std::string &name, const std::string &value,
                                  const char *help)
{
    CLI::Option *option = addTexts(verb, name, value, help);
    // Without this a repeated option would quietly win or lose.
    return option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::Throw);
}

CLI::Option *CommandLine::addTexts(CLI::App &verb, const std::string &name,
                                   const std::string &value, const char *help)
{
    CLI::Option *option = verb.add_option(name, m_texts[name], words(help));
    return option->type_name(value)->allow_extra_args(false);
}

CLI::Option *CommandLine::addFlag(CLI::App &verb, const std::string &name, const char *help)
{
    return verb.add_flag(name, m_flags[name], words(help));
}

void CommandLine::parse(const QStringList &arguments)
{
    std::vector<std::string> reversed; // CLI11 takes them from the back
    for (const QString &argument : arguments)
        reversed.insert(reversed.begin(), argument.toStdString());
    m_app.parse(reversed);
}

QString CommandLine::complaint(const CLI::ParseError &error) const
{
    const auto left = m_app.remaining(true);
    const bool isExtra = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
    const bool isMissing = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError);
    QString sentence = sentenceFor(error);
    if ((isExtra || isMissing) && !left.empty()) {
        const bool isOption = left.front().starts_with('-') && left.front() != "-";
        const bool isVerb = isMissing || &given() == &m_app;
        sentence = isOption ? tr("There is no option %1 here.")
            : isVerb        ? tr("There is no verb %1.")
                            : tr("The argument %1 is one too many.");
        sentence = sentence.arg(quoted(left.front()));
    } else if (isMissing) {
        sentence = &given() == &m_app ? tr("A verb is missing: probe, serve, watch or config.")
                                      : tr("A verb is missing: config show, check or defaults.");
    }
    return sentence + u' ' + hint();
}

QString CommandLine::hint() const
{
    const QString verb = QString::fromStdString(given().get_name());
    const QString where = &given() == &m_app ? verb : u"breakwaterctl "_qs + verb;
    return tr("Try '%1 --help'.").arg(where);
}

QString CommandLine::help() const
{
    const CLI::App &verb = given();
    const std::string before = &verb == &m_app ? std::string() : "breakwaterctl";
    return QString::fromStdString(verb.help(before)).trimmed() + u'\n';
}

std::optional<QString> CommandLine::text(const std::string &option) const
{
    const auto &all = m_texts.at(option);
    return all.empty() ? std::nullopt : std::optional(QString::fromStdString(all.back()));
}

QStringList CommandLine::texts(const std::string &option) const
{
    QStringList list;
    for (const std::string &text : m_texts.at(option))
        list.append(QString::fromStdString(text));
    return list;
}

//! The verb that was given; the program itself while there is none.
const CLI::App &CommandLine::given() const
{
    const auto verbs = m_app.get_subcommands();
    return verbs.empty() ? m_app : *verbs.front();
}

} // namespace Breakwater::Cli
