// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/profilebook.h>

#include <core/base/wholefile.h>

#include <QtCore/QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

namespace {

constexpr qint64 largestImport = 1024 * 1024;

auto position(const std::vector<Profile> &profiles, const QString &name)
{
    return std::find_if(profiles.begin(), profiles.end(),
                        [&](const Profile &profile) { return profile.name == name; });
}

} // namespace

ProfileBook::ProfileBook(const QString &path, QObject *parent) : QObject(parent), m_file(path) { }

Expected<void> ProfileBook::load()
{
    auto loaded = m_file.load();
    m_profiles = loaded ? *loaded : std::vector<Profile>();
    m_damage = loaded ? std::nullopt : std::optional(loaded.error());
    m_removed.reset();
    Q_EMIT changed();
    return loaded ? Expected<void>() : Unexpected<>(*m_damage);
}

const Profile *ProfileBook::find(const QString &name) const
{
    const auto found = position(m_profiles, name);
    return found == m_profiles.end() ? nullptr : &*found;
}

QString ProfileBook::freeName(const QString &wanted) const
{
    if (!find(wanted))
        return wanted;
    for (int number = 2;; ++number) {
        const QString name = u"%1 %2"_qs.arg(wanted).arg(number);
        if (!find(name))
            return name;
    }
}

Expected<void> ProfileBook::check(const Profile &profile, const QString &replaced) const
{
    if (profile.name != replaced && find(profile.name)) {
        return Unexpected<>(Error{
            ErrorKind::BadArgument,
            tr("Name: there is a profile “%1” already; choose another name.").arg(profile.name)});
    }
    return validate(profile);
}

Expected<void> ProfileBook::put(const Profile &profile, const QString &replaced)
{
    if (auto fine = check(profile, replaced); !fine)
        return fine;
    auto profiles = m_profiles;
    const auto index = position(m_profiles, replaced) - m_profiles.begin();
    if (index < std::ssize(profiles))
        profiles[static_cast<std::size_t>(index)] = profile;
    else
        profiles.push_back(profile);
    return store(std::move(profiles));
}

Expected<void> ProfileBook::remove(const QString &name)
{
    const auto found = position(m_profiles, name);
    if (found == m_profiles.end())
        return {};
    const auto index = static_cast<std::size_t>(found - m_profiles.begin());
    const Removed removed{*found, index};
    auto profiles = m_profiles;
    profiles.erase(profiles.begin() + static_cast<std::ptrdiff_t>(index));
    auto stored = store(std::move(profiles));
    if (stored)
        m_removed = removed;
    return stored;
}

Expected<void> ProfileBook::undoRemove()
{
    if (!m_removed)
        return {};
    auto profiles = m_profiles;
    Profile profile = m_removed->profile;
    profile.name = freeName(profile.name);
    const auto index = std::min(m_removed->index, profiles.size());
    profiles.insert(profiles.begin() + static_cast<std::ptrdiff_t>(index), profile);
    auto stored = store(std::move(profiles));
    if (stored)
        m_removed.reset();
    return stored;
}

Expected<int> ProfileBook::importFrom(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Unexpected<>(Error{ErrorKind::FileAccess,
                                  tr("%1 cannot be read: %2.").arg(path, file.errorString())});
    }
    const auto imported = ProfileFile::fromJson(file.read(largestImport), path);
    if (!imported)
        return Unexpected<>(imported.error());
    const auto before = m_profiles;
    auto profiles = m_profiles;
    for (Profile profile : *imported) {
        profile.name = freeName(profile.name);
        profiles.push_back(profile);
        m_profiles = profiles; // so that the next free name counts this one
    }
    m_profiles = before;
    if (const auto stored = store(std::move(profiles)); !stored)
        return Unexpected<>(stored.error());
    return static_cast<int>(imported->size());
}

Expected<void> ProfileBook::exportTo(const QString &path) const
{
    return writeWholeFile(path, ProfileFile::toJson(m_profiles), tr("the connections"));
}

Expected<void> ProfileBook::store(std::vector<Profile> profiles)
{
    if (m_damage)
        return Unexpected<>(*m_damage);
    if (auto saved = m_file.save(profiles); !saved)
        return saved;
    m_profiles = std::move(profiles);
    Q_EMIT changed();
    return {};
}

} // namespace Breakwater::Ui
