// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/profile.h>

#include <QtCore/QObject>

#include <optional>
#include <vector>

namespace Breakwater::Ui {

//! The saved connections: every change goes to the file at once, or is not made at all.
class ProfileBook final : public QObject
{
    Q_OBJECT

public:
    explicit ProfileBook(const QString &path, QObject *parent = nullptr);

    //! A damaged file is an error, leaves the book empty, and refuses every change until it is
    //! mended: nothing overwrites it.
    Expected<void> load();
    const std::vector<Profile> &profiles() const { return m_profiles; }
    //! Null when there is none.
    const Profile *find(const QString &name) const;
    //! `wanted`, or "wanted 2", "wanted 3" … when that is taken.
    QString freeName(const QString &wanted) const;

    //! What is wrong with `profile` in place of `replaced` (empty: as a new one), in one sentence.
    Expected<void> check(const Profile &profile, const QString &replaced) const;
    Expected<void> put(const Profile &profile, const QString &replaced);
    Expected<void> remove(const QString &name);
    //! Puts the last removed one back where it was.
    Expected<void> undoRemove();
    bool canUndoRemove() const { return m_removed.has_value(); }

    //! Adds those of a file, renamed where a name is taken; how many they were.
    Expected<int> importFrom(const QString &path);
    //! Without secrets: profiles hold none.
    Expected<void> exportTo(const QString &path) const;

Q_SIGNALS:
    void changed();

private:
    Expected<void> store(std::vector<Profile> profiles);

    struct Removed
    {
        Profile profile;
        std::size_t index = 0;
    };

    const ProfileFile m_file;
    std::vector<Profile> m_profiles;
    std::optional<Error> m_damage;
    std::optional<Removed> m_removed;
};

} // namespace Breakwater::Ui
