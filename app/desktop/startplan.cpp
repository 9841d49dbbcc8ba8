// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/desktop/startplan.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Breakwater::App {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(StartPlan)
};

Expected<void> findProfiles(const DesktopOptions &options, const ProfileFile &file, StartPlan &plan)
{
    if (options.profile) {
        const auto profile = findProfile(file, *options.profile);
        if (!profile)
            return Unexpected<>(profile.error());
        plan.profiles.push_back(*profile);
        return {};
    }
    // A damaged file does not keep the window from opening; the window tells.
    const auto saved = file.load();
    const bool wantsNothing = options.urls.isEmpty() && !options.isDemo;
    plan.startsDemo = options.isDemo || (wantsNothing && saved && saved->empty());
    for (const Profile &profile : saved.value_or(std::vector<Profile>())) {
        if (wantsNothing && profile.autoConnect)
            plan.profiles.push_back(profile);
    }
    return {};
}

//! Two URLs that differ in their query only have the same short name.
void tellApart(OpenSession &session, const std::vector<OpenSession> &others)
{
    const auto isTaken = [&](const QString &name) {
        return std::any_of(others.begin(), others.end(), [&](const OpenSession &other) {
            return other.name == name && other.id != session.id;
        });
    };
    const QString name = session.name;
    for (int i = 2; isTaken(session.name); ++i)
        session.name = u"%1 %2"_qs.arg(name).arg(i);
}

//! The same name is the same id, and two URLs are two things.
void tellApart(WatchTarget &target, const std::vector<OpenWatch> &others)
{
    const auto isTaken = [&](const QString &name) {
        return std::any_of(others.begin(), others.end(), [&](const OpenWatch &other) {
            return other.target.name == name && other.target.endpoint.url != target.endpoint.url;
        });
    };
    const QString name = target.name;
    for (int i = 2; isTaken(target.name); ++i)
        target.name = u"%1 %2"_qs.arg(name).arg(i);
    target.id = {QString::fromUtf16(WatchedSource::prefix) + target.name};
}

Expected<void> addUrl(const QString &url, StartPlan &plan)
{
    if (isToBeWatched(url)) {
        auto target = WatchTarget::fromUrl(url);
        if (!target)
            return Unexpected<>(target.error());
        tellApart(*target, plan.watches);
        plan.watches.push_back({std::move(*target)});
        return {};
    }
    auto session = openUrl(url);
    if (!session)
        return Unexpected<>(session.error());
    tellApart(*session, plan.sessions);
    plan.sessions.push_back(std::move(*session));
    return {};
}

} // namespace

bool isToBeWatched(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.scheme() == u"http"_qs || url.scheme() == u"https"_qs
        || url.path().endsWith(u"/stream"_qs);
}

Expected<StabilityConfig> demoConfig(const DesktopOptions &options)
{
    auto loaded = loadConfig(options.configFile, u"testing"_qs);
    if (!loaded)
        return Unexpected<>(loaded.error());
    return loaded->config;
}

Expected<StartPlan> planStart(const DesktopOptions &options, const Paths &paths)
{
    StartPlan plan{.options = options,
                   .config = {},
                   .demoConfig = {},
                   .sessions = {},
                   .watches = {},
                   .profiles = {}};
    for (const QString &url : options.urls) {
        if (const auto added = addUrl(url, plan); !added)
            return Unexpected<>(added.error());
    }
    if (const auto found = findProfiles(options, ProfileFile(paths.profiles), plan); !found)
        return Unexpected<>(found.error());
    plan.startsDemo = plan.startsDemo || options.isDemo;
    auto config = loadConfig(options.configFile, options.preset);
    if (!config)
        return Unexpected<>(config.error());
    plan.config = *config;
    const bool isAlone = plan.sessions.empty() && plan.watches.empty() && plan.profiles.empty();
    if (plan.startsDemo && isAlone) {
        const auto demo = options.preset ? plan.config.config : demoConfig(options);
        if (!demo)
            return Unexpected<>(demo.error());
        plan.demoConfig = *demo;
    }
    return plan;
}

Expected<void> checkOutputs(const DesktopOptions &options)
{
    for (const auto &path : {options.exportFile, options.screenshotFile}) {
        if (!path)
            continue;
        const QFileInfo file(*path);
        if (file.isDir()) {
            return Unexpected<>(
                Error{ErrorKind::FileAccess,
                      Words::tr("%1 cannot be written: it is a folder.").arg(*path)});
        }
        if (!file.absoluteDir().exists()) {
            return Unexpected<>(Error{ErrorKind::FileAccess,
                                      Words::tr("%1 cannot be written: there is no folder %2.")
                                          .arg(*path, file.absolutePath())});
        }
    }
    return {};
}

} // namespace Breakwater::App
