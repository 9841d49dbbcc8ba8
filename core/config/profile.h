// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace Breakwater {

//! A saved connection, or something to watch. Holds no secret: tokens and passwords live in a
//! SecretStore under the profile's name.
struct Profile
{
    QString name = {}; //!< unique, not empty; also the session's id
    QString url = {};
    QString group = {};
    QString colour = {}; //!< "#rrggbb" or empty
    std::vector<std::pair<QString, QString>> headers
        = {}; //!< no secrets; Authorization and Cookie are refused here
    QStringList subprotocols = {};
    enum class Auth { None, Bearer, Basic } auth = Auth::None;
    QString user = {}; //!< for Basic
    QString caFile = {};
    QString certificateFile = {};
    QString keyFile = {};
    QString proxy = {}; //!< "", "system", "http://host:port", "socks5://host:port"
    bool autoConnect = false;
    bool readOnly = false; //!< dangerous actions are absent
    bool isWatch = false;  //!< the metrics of a remote core are watched; no link of our own is kept

    friend bool operator==(const Profile &, const Profile &) = default;
};

//! One clear sentence about the first thing wrong with it.
Expected<void> validate(const Profile &profile);

//! The profiles file: JSON, written atomically, mode 0600. Nothing is cached: load, change, save.
class ProfileFile final
{
public:
    explicit ProfileFile(const QString &path);

    //! Empty when the file does not exist. A damaged file is an error that names line and key, and
    //! is left alone.
    Expected<std::vector<Profile>> load() const;
    Expected<void> save(const std::vector<Profile> &profiles) const;
    const QString &path() const { return m_path; }

    //! The same form, for import and export.
    static QByteArray toJson(const std::vector<Profile> &profiles);
    static Expected<std::vector<Profile>> fromJson(const QByteArray &json, const QString &where);

private:
    QString m_path;
};

} // namespace Breakwater
