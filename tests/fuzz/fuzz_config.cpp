// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/text.h>
#include <core/config/configchange.h>
#include <core/config/configloader.h>
#include <core/config/configtext.h>

#include <tests/fuzz/fuzz.h>

using namespace Breakwater;

//! A configuration file: refused with a sentence, or read, and then what is written from it reads
//! the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto load = [](const QByteArray &toml) {
        return ConfigLoader().withText(toml, QStringLiteral("a.toml")).load();
    };
    const auto loaded = load(Fuzz::bytesOf(data, size));
    if (!loaded) {
        const QString said = loaded.error().message;
        MUST(!said.isEmpty() && sanitised(said, said.size()) == said);
        return 0;
    }

    const auto again = load(configText(loaded->values).toUtf8());

    MUST(again.has_value());
    // A secret is shown as nothing; whether there is one is all that can be told.
    const auto changes = changesBetween(loaded->config, again->config);
    for (const ConfigChange &change : changes)
        MUST(change.key == QStringLiteral("session.preamble"));
    return 0;
}
