// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>
#include <core/config/stabilityconfig.h>

#include <QtCore/QLatin1StringView>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace Breakwater {

//! What a key holds, whatever field it lands in: nothing when it is not set, the position among its
//! choices for a choice.
using KeyValue
    = std::variant<std::monostate, bool, std::int64_t, double, Duration, QString, QStringList>;

enum class KeyType : std::uint8_t {
    Boolean,
    Integer,
    Number,
    Seconds,  //!< a plain number of seconds: the keys that end in `_seconds`
    TimeSpan, //!< "1.5s", "5m", or a number of seconds
    ByteSize, //!< "4MiB", or a number of bytes
    Choice,
    Text,
    TextList,
};

//! When a change in the file of a running program takes effect.
enum class Applies : std::uint8_t { Live, AtRestart };
//! Whether this version already does something about the key.
enum class Effect : std::uint8_t { Now, NotYet };

//! Which values a key takes.
struct Allowed
{
    KeyType type = KeyType::Text;
    double lowest = 0; //!< in seconds for durations, bytes for sizes
    double highest = 0;
    std::span<const QLatin1StringView> choices = {};
    //! For texts: what must be true of it ("must be …"), or nothing when it is fine.
    QString (*complaint)(const QString &text) = nullptr;
    QLatin1StringView example = {}; //!< for keys that are not set by default
    bool isSecret = false;          //!< never shown
};

//! One setting: everything that loading, `config show`, the sample file, the manual and the
//! environment need to know about it. The tables are in linkkeys, messagekeys and programkeys.cpp.
struct ConfigKey
{
    QLatin1StringView id; //!< "queue.max_messages"
    KeyValue (*read)(const StabilityConfig &);
    void (*write)(StabilityConfig &, const KeyValue &);
    Allowed allowed;
    Applies applies;
    Effect effect;
    QLatin1StringView meaning;
    bool isObsolete = false; //!< accepted for old files, absent from new ones

    QLatin1StringView section() const; //!< empty for `preset`
    QLatin1StringView name() const;
    QString environmentName() const; //!< "BREAKWATER_QUEUE_MAX_MESSAGES"
};

//! All of them, in the order of the sections. Lives as long as the program.
const std::vector<ConfigKey> &configKeys();
//! None: there is no such key.
const ConfigKey *findConfigKey(const QString &id);
bool isConfigSection(const QString &name);
//! "did you mean …?" for a mistyped key; none when nothing is near.
const ConfigKey *nearestConfigKey(const QString &id);

} // namespace Breakwater
