// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/config/stabilityconfig.h>

#include <QtCore/QByteArray>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QString>

#include <map>
#include <optional>
#include <vector>

namespace Breakwater {

//! Where a value came from, for people: "default", "preset production", "file
//! /etc/breakwater.toml:12", "environment BREAKWATER_QUEUE_MAX_MESSAGES", "command line --preset".
struct ConfigValue
{
    QString key;   //!< "queue.max_messages"
    QString value; //!< as it would stand in the file
    QString source;
    QString range; //!< what is allowed: "1 … 10000000"
    QString meaning;
};

struct LoadedConfig
{
    StabilityConfig config;
    std::vector<ConfigValue> values; //!< every key, in order of the sections
    std::vector<QString>
        warnings; //!< sentences: keys that are accepted but have no effect in this version
};

//! Reads settings: defaults, then preset, file, environment, command line; the later wins. All or
//! nothing: the first error names file, line, key, value and the allowed range, and no
//! configuration results.
class ConfigLoader final
{
public:
    ConfigLoader &withFile(const QString &path);
    //! Instead of a file on disk; `name` stands for it in messages.
    ConfigLoader &withText(const QByteArray &toml, const QString &name);
    ConfigLoader &withEnvironment(const QProcessEnvironment &environment);
    //! From the command line: beats `preset` in file and environment.
    ConfigLoader &withPreset(const QString &name);
    //! `key` in file form, for command-line options.
    ConfigLoader &withValue(const QString &key, const QString &value, const QString &option);

    Expected<LoadedConfig> load() const;

    static StabilityConfig preset(Preset preset);

private:
    struct Override
    {
        QString key;
        QString value;
        QString option;
    };

    std::optional<QString> m_path;
    std::optional<QByteArray> m_text;
    QString m_textName;
    std::optional<QProcessEnvironment> m_environment;
    std::optional<QString> m_preset;
    std::vector<Override> m_overrides;
};

} // namespace Breakwater
