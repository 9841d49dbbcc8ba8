// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/profile.h>

#include <tests/fuzz/fuzz.h>

using namespace Breakwater;

//! The profiles file: refused with a sentence, or read, and then written and read the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString where = QStringLiteral("profiles.json");
    const auto profiles = ProfileFile::fromJson(Fuzz::bytesOf(data, size), where);
    if (!profiles) {
        MUST(profiles.error().message.contains(where));
        return 0;
    }

    const auto again = ProfileFile::fromJson(ProfileFile::toJson(*profiles), where);

    MUST(again.has_value());
    MUST(*again == *profiles);
    for (const Profile &profile : *profiles)
        MUST(validate(profile).has_value());
    return 0;
}
