// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/config/profile.h>

#include <QtCore/QJsonObject>
#include <QtCore/QString>

namespace Breakwater {

//! One profile as JSON; what is empty or off is left out.
QJsonObject profileToJson(const Profile &profile);
//! The profile, or the middle of a sentence that names the key: "the key url is not a text". Only
//! the form is checked; validate() checks the sense.
Expected<Profile, QString> profileFromJson(const QJsonObject &object);

} // namespace Breakwater
