// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/desktop/desktopoptions.h>

#include <app/bootstrap.h>

#include <core/base/version.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>

#include <CLI/CLI.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Breakwater::App {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(DesktopOptions)
};

std::string words(const char *text)
{
    return Words::tr(text).toStdString();
}

//! What CLI11 fills; standard strings, because it knows nothing of Qt's.
struct Raw
{
    bool isDemo = false;
    bool isNewInstance = false;
    std::vector<std::string> urls;
    std::optional<std::string> profile, config, preset, exportFile, screenshot, after;
};

void describe(CLI::App &app, Raw &raw)
{
    app.set_version_flag("--version",
                         "breakwater (Breakwater) " + std::string(version)
                             + "\nLicense GPL-3.0-or-later; there is no warranty.",
                         words("Print the version and exit"));
    app.set_help_flag("-h,--help", words("Print this help and exit"));
    app.add_flag("--demo", raw.isDemo,
                 words("Watch a small server inside this program (preset testing)"));
    app.add_option("--profile", raw.profile, words("Open this saved connection"))
        ->type_name("NAME");
    app.add_option(
           "--url", raw.urls,
           words("Watch this server: ws:// or wss:// keeps a link, http:// or https:// polls its "
                 "health page, a path that ends in /stream reads its metrics (repeatable)"))
        ->type_name("URL")
        ->type_size(1)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_option("--config", raw.config, words("Settings (TOML)"))->type_name("FILE");
    app.add_option("--preset", raw.preset,
                   words("default, development, production or testing; beats the file's"))
        ->type_name("NAME");
    app.add_option("--export", raw.exportFile,
                   words("Write a snapshot (JSON) after a while, and end"))
        ->type_name("FILE");
    app.add_option("--screenshot", raw.screenshot,
                   words("Write a picture (PNG) of the window after a while, and end"))
        ->type_name("FILE");
    app.add_option("--after", raw.after,
                   words("How long to watch before --export and --screenshot; default 10s"))
        ->type_name("DURATION");
    app.add_flag("--new-instance", raw.isNewInstance,
                 words("Do not hand over to a Breakwater that runs already"));
    app.footer(words("With no connection saved and none named, the demo starts.\n"
                     "Exit codes: 0 fine, 2 bad usage or configuration, 4 an internal failure."));
}

std::optional<QString> toQt(const std::optional<std::string> &text)
{
    return text ? std::optional(QString::fromStdString(*text)) : std::nullopt;
}

UsageError hinted(const QString &sentence)
{
    return {sentence + u' ' + Words::tr("Try breakwater --help.")};
}

//! A name without an ending is taken as it is.
bool isPngName(const QString &path)
{
    const QString ending = QFileInfo(path).suffix();
    return ending.isEmpty() || ending.compare(u"png"_qs, Qt::CaseInsensitive) == 0;
}

std::variant<DesktopOptions, ShowText, UsageError> checked(const Raw &raw)
{
    DesktopOptions options{.isDemo = raw.isDemo,
                           .profile = toQt(raw.profile),
                           .urls = {},
                           .configFile = toQt(raw.config),
                           .preset = toQt(raw.preset),
                           .exportFile = toQt(raw.exportFile),
                           .screenshotFile = toQt(raw.screenshot),
                           .isNewInstance = raw.isNewInstance};
    for (const std::string &url : raw.urls)
        options.urls.append(QString::fromStdString(url));
    if (options.screenshotFile && !isPngName(*options.screenshotFile)) {
        return hinted(Words::tr("--screenshot: pictures are PNG files, so %1 has to end in .png.")
                          .arg(*options.screenshotFile));
    }
    if (raw.after) {
        const auto after = parseDuration(QString::fromStdString(*raw.after));
        if (!after)
            return hinted(u"--after: "_qs + after.error().message);
        if (!options.isUnattended())
            return hinted(Words::tr("--after says when to export: it needs --export or "
                                    "--screenshot."));
        options.after = *after;
    }
    return options;
}

QString sentenceFor(const CLI::ParseError &error)
{
    QString said = QString::fromUtf8(error.what()).simplified();
    // "--url: 1 required URL missing" and the like are for programmers.
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ArgumentMismatch))
        return Words::tr("The option %1 needs exactly one value.").arg(said.section(u':', 0, 0));
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError))
        return Words::tr("There is no option or argument like this: %1.")
            .arg(said.section(u':', 1).trimmed());
    return said.endsWith(u'.') ? said : said + u'.';
}

} // namespace

std::variant<DesktopOptions, ShowText, UsageError> parseDesktopOptions(const QStringList &arguments)
{
    CLI::App app(words("Keeps WebSocket links alive and shows what they are doing."), "breakwater");
    Raw raw;
    describe(app, raw);
    std::vector<std::string> reversed; // the order that CLI11 wants
    for (const QString &argument : arguments)
        reversed.push_back(argument.toStdString());
    std::reverse(reversed.begin(), reversed.end());
    try {
        app.parse(std::move(reversed));
    } catch (const CLI::CallForHelp &) {
        return ShowText{QString::fromStdString(app.help())};
    } catch (const CLI::CallForVersion &) {
        return ShowText{QString::fromStdString(app.version()) + u'\n'};
    } catch (const CLI::ParseError &error) {
        return hinted(sentenceFor(error));
    }
    return checked(raw);
}

} // namespace Breakwater::App
