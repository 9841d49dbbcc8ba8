// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configloader.h>

#include <core/config/configchecks.h>
#include <core/config/configenvironment.h>
#include <core/config/configfile.h>
#include <core/config/configkeys.h>
#include <core/config/keyvalue.h>

#include <array>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

// A value that somebody set, and where.
struct Setting
{
    const ConfigKey *key = nullptr;
    KeyValue value;
    QString source; // for provenance: "file a.toml:12"
    QString where;  // for messages: "a.toml:12"
};

using Settings = std::vector<Setting>;

Unexpected<Error> bad(const QString &sentence)
{
    return Unexpected<Error>{Error{ErrorKind::BadConfig, sentence}};
}

Unexpected<Error> unknownKey(const QString &id, const QString &where)
{
    QString sentence = "%1: there is no key %2"_L1.arg(where, id);
    if (const ConfigKey *nearest = nearestConfigKey(id))
        sentence += "; did you mean %1?"_L1.arg(nearest->id);
    else
        sentence += "; `breakwaterctl config defaults` lists all keys."_L1;
    return bad(sentence);
}

// The one place where a written value becomes a setting, wherever it was written.
Expected<void> add(Settings &settings, const QString &id, const RawValue &raw,
                   const QString &source, const QString &where)
{
    const ConfigKey *key = findConfigKey(id);
    if (!key && isConfigSection(id))
        return bad("%1: %2 is a section; write [%2] and its keys below."_L1.arg(where, id));
    if (!key)
        return unknownKey(id, where);
    const auto value = convert(raw, *key);
    if (!value)
        return bad("%1: %2 = %3 %4."_L1.arg(
            where, id, key->allowed.isSecret ? u"\u2026"_qs : raw.shown(), value.error()));
    settings.push_back({key, *value, source, where});
    return {};
}

Expected<void> addFile(Settings &settings, const QByteArray &toml, const QString &name)
{
    const auto entries = parseConfigFile(toml, name);
    if (!entries)
        return Unexpected<Error>{entries.error()};
    for (const FileEntry &entry : *entries) {
        const QString where = "%1:%2"_L1.arg(name, QString::number(entry.line));
        const auto added = add(settings, entry.id, entry.value, "file "_L1 + where, where);
        if (!added)
            return added;
    }
    return {};
}

Expected<void> addEnvironment(Settings &settings, const QProcessEnvironment &environment)
{
    const auto variables = configVariables(environment);
    if (!variables)
        return Unexpected<Error>{variables.error()};
    for (const ConfigVariable &variable : *variables) {
        const QString where = "environment "_L1 + variable.key->environmentName();
        const auto added
            = add(settings, variable.key->id, {RawValue::Untyped{variable.value}}, where, where);
        if (!added)
            return added;
    }
    return {};
}

// The last one that was set decides.
Setting presetOf(const Settings &settings)
{
    Setting chosen{findConfigKey(u"preset"_qs), {}, u"default"_qs, {}};
    chosen.value = chosen.key->read(StabilityConfig());
    for (const Setting &setting : settings) {
        if (setting.key == chosen.key)
            chosen = setting;
    }
    return chosen;
}

QString warningAbout(const Setting &setting)
{
    if (setting.key->effect == Effect::Now)
        return {};
    return "%1: %2 is accepted, but has no effect in this version."_L1.arg(setting.where,
                                                                           setting.key->id);
}

// Defaults and preset first, then everything that was set, in order; the later wins.
class Assembly
{
public:
    explicit Assembly(const Setting &preset)
    {
        StabilityConfig chosen;
        preset.key->write(chosen, preset.value);
        m_loaded.config = ConfigLoader::preset(chosen.preset);
        const QString source
            = "preset %1"_L1.arg(valueText(preset.value, *preset.key).remove(u'"'));
        for (const ConfigKey &key : configKeys()) {
            const bool same = key.read(m_loaded.config) == key.read(StabilityConfig());
            m_sources[key.id] = same ? u"default"_qs : source;
        }
        m_sources[preset.key->id] = preset.source;
    }

    void apply(const Setting &setting)
    {
        setting.key->write(m_loaded.config, setting.value);
        m_sources[setting.key->id] = setting.source;
        if (const QString warning = warningAbout(setting); !warning.isEmpty())
            m_loaded.warnings.push_back(warning);
    }

    Expected<LoadedConfig> finish()
    {
        const auto sourceOf = [this](const QString &id) { return m_sources.at(id); };
        if (const auto checked = checkTogether(m_loaded.config, sourceOf); !checked)
            return Unexpected<Error>{checked.error()};
        for (const ConfigKey &key : configKeys()) {
            if (!key.isObsolete)
                m_loaded.values.push_back({key.id, valueText(key.read(m_loaded.config), key),
                                           m_sources.at(key.id), rangeText(key), key.meaning});
        }
        return std::move(m_loaded);
    }

private:
    LoadedConfig m_loaded;
    std::map<QString, QString> m_sources; // by key
};

} // namespace

ConfigLoader &ConfigLoader::withFile(const QString &path)
{
    m_path = path;
    return *this;
}

ConfigLoader &ConfigLoader::withText(const QByteArray &toml, const QString &name)
{
    m_text = toml;
    m_textName = name;
    return *this;
}

ConfigLoader &ConfigLoader::withEnvironment(const QProcessEnvironment &environment)
{
    m_environment = environment;
    return *this;
}

ConfigLoader &ConfigLoader::withPreset(const QString &name)
{
    m_preset = name;
    return *this;
}

ConfigLoader &ConfigLoader::withValue(const QString &key, const QString &value,
                                      const QString &option)
{
    m_overrides.push_back({key, value, option});
    return *this;
}

Expected<LoadedConfig> ConfigLoader::load() const
{
    Settings settings;
    Expected<void> added;
    if (m_path) {
        const auto bytes = readConfigFile(*m_path);
        if (!bytes)
            return Unexpected<Error>{bytes.error()};
        added = addFile(settings, *bytes, *m_path);
    }
    if (added && m_text)
        added = addFile(settings, *m_text, m_textName);
    if (added && m_environment)
        added = addEnvironment(settings, *m_environment);
    std::vector<Override> overrides = m_overrides;
    if (m_preset)
        overrides.push_back({u"preset"_qs, *m_preset, u"--preset"_qs});
    for (const Override &item : overrides) {
        const QString where = "command line "_L1 + item.option;
        if (added)
            added = add(settings, item.key, {RawValue::Untyped{item.value}}, where, where);
    }
    if (!added)
        return Unexpected<Error>{added.error()};

    Assembly assembly(presetOf(settings));
    for (const Setting &setting : settings)
        assembly.apply(setting);
    return assembly.finish();
}

} // namespace Breakwater
