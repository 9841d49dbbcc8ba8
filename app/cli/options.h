// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>
#include <core/fault/faultplan.h>
#include <core/snapshot/snapshot.h>

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>
#include <variant>

namespace Breakwater::Cli {

//! Where settings come from, beside the environment.
struct ConfigOptions
{
    std::optional<QString> file;
    std::optional<QString> preset;
};

//! What a dialled address gets beside its URL.
struct EndpointOptions
{
    QStringList headers;                //!< "Name: value"
    QStringList headersFromEnvironment; //!< "Name=VARIABLE"
    std::optional<QString> tokenFile;
    std::optional<QString> caFile;
    std::optional<QString> certificateFile; //!< with `keyFile`
    std::optional<QString> keyFile;
    QStringList subprotocols;
};

struct ProbeOptions
{
    std::optional<QString> url; //!< this or `profile`
    std::optional<QString> profile;
    Duration length = std::chrono::seconds(10);
    std::optional<QString> send;     //!< a text, or @ and a file's name
    std::optional<double> perSecond; //!< from --every or --rate; none sends once
    EndpointOptions endpoint;
    ConfigOptions config;
    bool isJson = false;
    bool failOnDegraded = false; //!< else only on unhealthy
};

struct WatchOptions
{
    QString url;
    Tier tier = Tier::Realtime;     //!< one line per tick of it
    std::optional<Duration> length; //!< none: until it is stopped
    EndpointOptions endpoint;
    ConfigOptions config;
    bool isJson = false;
};

struct ShowConfigOptions
{
    enum class What : std::uint8_t { Show, Check, Defaults } what = What::Show;
    ConfigOptions config;
    bool isJson = false;
};

struct ServeOptions
{
    std::optional<QString> listen; //!< HOST:PORT
    std::optional<QString> http;   //!< HOST:PORT of the health endpoint; none: as configured
    bool isEcho = false;
    bool isBroadcast = false;
    bool isDemo = false;                    //!< echo with traffic and outages
    std::optional<QString> tokenFile;       //!< what clients and readers have to show
    std::optional<FaultPlan> faults;        //!< what a proxy in front of it does to the links
    std::optional<QString> certificateFile; //!< with `keyFile`
    std::optional<QString> keyFile;
    ConfigOptions config;
    bool isJson = false;
};

//! --help and --version: text for stdout.
struct ShowText
{
    QString text;
};

//! The arguments make no sense: a sentence and a hint for stderr.
struct UsageError
{
    QString sentence;
};

using Command = std::variant<UsageError, ShowText, ProbeOptions, ShowConfigOptions, ServeOptions,
                             WatchOptions>;

//! `arguments` without the program's name.
Command parseArguments(const QStringList &arguments);

} // namespace Breakwater::Cli
