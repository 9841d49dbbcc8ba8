// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/bootstrap.h>

#include <core/base/text.h>
#include <core/base/version.h>
#include <core/config/configparse.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QStandardPaths>

#include <unistd.h>

#include <cstdio>

using namespace Qt::StringLiterals;

#include <fcntl.h>

namespace Breakwater::App {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Bootstrap", text);
}

} // namespace

ExitCode exitCodeOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::BadArgument:
    case ErrorKind::BadConfig: return ExitCode::Usage;
    case ErrorKind::Network:
    case ErrorKind::Tls:
    case ErrorKind::Refused:
    case ErrorKind::Timeout: return ExitCode::NoLink;
    case ErrorKind::FileAccess:
    case ErrorKind::Incompatible:
    case ErrorKind::Internal: break;
    }
    return ExitCode::Failure;
}

void openStandardStreams()
{
    for (int number = 0; number <= 2; ++number) {
        if (::fcntl(number, F_GETFD) == -1) [[maybe_unused]]
            const int opened = ::open("/dev/null", O_RDWR); // the lowest free one
    }
}

void nameApplication()
{
    QCoreApplication::setApplicationName(u"Breakwater"_qs);
    QCoreApplication::setApplicationVersion(QString::fromLatin1(version));
}

void printSentence(const QString &program, const QString &sentence)
{
    std::fprintf(stderr, "%s: %s\n", qUtf8Printable(program), qUtf8Printable(sentence));
    std::fflush(stderr);
}

Paths standardPaths()
{
    // Qt falls back to such a folder too, makes it and checks whose it is, but warns each time.
    constexpr auto runtime = "XDG_RUNTIME_DIR";
    if (qEnvironmentVariableIsEmpty(runtime))
        qputenv(runtime, QDir::temp().filePath(u"runtime-%1"_qs.arg(getuid())).toLocal8Bit());
    const QString settings = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    return {.profiles = settings + u"/profiles.json"_qs,
            .window = settings + u"/window.ini"_qs,
            .runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation)};
}

Expected<LoadedConfig> loadConfig(const std::optional<QString> &file,
                                  const std::optional<QString> &preset)
{
    ConfigLoader loader;
    if (file)
        loader.withFile(*file);
    loader.withEnvironment(QProcessEnvironment::systemEnvironment());
    if (preset)
        loader.withPreset(*preset);
    return loader.load();
}

Expected<OpenSession> openUrl(const QString &url)
{
    const auto endpoint = Endpoint::fromUrl(url);
    if (!endpoint)
        return Unexpected<>(endpoint.error());
    const QByteArray normalised = endpoint->url.toEncoded(QUrl::NormalizePathSegments);
    const QByteArray digest = QCryptographicHash::hash(normalised, QCryptographicHash::Sha256);
    return OpenSession{.id = {QString::fromLatin1(digest.toHex().left(16))},
                       .name = shortName(endpoint->url),
                       .endpoint = *endpoint};
}

Expected<Profile> findProfile(const ProfileFile &file, const QString &name)
{
    const auto profiles = file.load();
    if (!profiles)
        return Unexpected<>(profiles.error());
    QStringList names;
    for (const Profile &profile : *profiles) {
        if (profile.name == name)
            return profile;
        names.append(u"“%1”"_qs.arg(profile.name));
    }
    const QString known = names.isEmpty() ? tr("none is saved yet") : names.join(u", "_qs);
    return Unexpected<>(
        Error{ErrorKind::BadArgument,
              tr("There is no profile “%1” in %2; there: %3.").arg(name, file.path(), known)});
}

Expected<Duration> parseDuration(const QString &text)
{
    const auto duration = Breakwater::parseDuration(text);
    if (duration && *duration >= Duration::zero() && *duration < Duration::max())
        return *duration;
    return Unexpected<>(
        Error{ErrorKind::BadArgument,
              tr("“%1” is not a length of time; write it like 500ms, 10s, 5m or 1h.")
                  .arg(sanitised(text))});
}

} // namespace Breakwater::App
