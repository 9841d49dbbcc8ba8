// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/cli/options.h>

#include <CLI/CLI.hpp>

#include <map>
#include <string>
#include <vector>

namespace Breakwater::Cli {

//! The verbs and options as CLI11 sees them, with the raw text that each of them was given.
class CommandLine final
{
public:
    CommandLine();

    //! Throws CLI::ParseError.
    void parse(const QStringList &arguments);
    //! What to say about such an error; parse() must have thrown it.
    QString complaint(const CLI::ParseError &error) const;
    //! "Try 'breakwaterctl probe --help'."
    QString hint() const;
    //! Of the verb that was given, else of the program.
    QString help() const;

    bool has(const std::string &verb) const { return m_app.got_subcommand(verb); }
    bool hasShown(const std::string &what) const { return m_config->got_subcommand(what); }
    //! None when the option was not given.
    std::optional<QString> text(const std::string &option) const;
    QStringList texts(const std::string &option) const;
    bool flag(const std::string &option) const { return m_flags.at(option); }

private:
    void addProbe();
    void addServe();
    void addWatch();
    void addEndpointOptions(CLI::App &verb);
    void addConfig();
    void addConfigOptions(CLI::App &verb);
    CLI::Option *addText(CLI::App &verb, const std::string &name, const std::string &value,
                         const char *help);
    CLI::Option *addTexts(CLI::App &verb, const std::string &name, const std::string &value,
                          const char *help);
    CLI::Option *addFlag(CLI::App &verb, const std::string &name, const char *help);
    const CLI::App &given() const;

    CLI::App m_app;
    CLI::App *m_config = nullptr;
    // By option, over all verbs: one verb is given, and each option means the same everywhere.
    std::map<std::string, std::vector<std::string>> m_texts;
    std::map<std::string, bool> m_flags;
};

} // namespace Breakwater::Cli
