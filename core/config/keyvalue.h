// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/config/configkeys.h>

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <cstdint>
#include <variant>

namespace Breakwater {

//! A value as somebody wrote it, before anybody asked whether the key takes it.
struct RawValue
{
    //! From the environment or the command line: its type is whatever the key needs.
    struct Untyped
    {
        QString text;
    };
    //! What no key takes: "a date", "a table".
    struct Unfit
    {
        QString what;
    };

    std::variant<Untyped, Unfit, bool, std::int64_t, double, QString, QStringList> value;

    //! As it was written, made safe for a message.
    QString shown() const;
};

//! The value for the key, or the middle of a sentence about it: "is out of range; allowed is 1 …
//! 1000". Never names the value itself.
Expected<KeyValue, QString> convert(const RawValue &raw, const ConfigKey &key);

//! As it would stand in the file; empty when it is not set, "…" for a secret.
QString valueText(const KeyValue &value, const ConfigKey &key);
//! "1 … 10000000", "hop, app, none".
QString rangeText(const ConfigKey &key);

} // namespace Breakwater
