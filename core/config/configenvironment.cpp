// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configenvironment.h>

#include <core/base/text.h>
#include <core/config/configkeys.h>

#include <QtCore/QStringList>

#include <algorithm>
#include <array>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr auto prefix = "BREAKWATER_"_L1;

// Not settings, but documented: secrets, and what the project's own test runs use.
constexpr std::array otherPrefixes{"BREAKWATER_TOKEN"_L1, "BREAKWATER_TEST_"_L1};

bool isSomethingElse(const QString &name)
{
    return std::ranges::any_of(otherPrefixes, [&](auto other) { return name.startsWith(other); });
}

const ConfigKey *keyOf(const QString &name)
{
    const auto &keys = configKeys();
    const auto it = std::ranges::find_if(
        keys, [&](const ConfigKey &key) { return key.environmentName() == name; });
    return it == keys.end() ? nullptr : &*it;
}

// Which underscore stands for the dot is lost in the name, so every one is tried.
const ConfigKey *nearestKeyOf(const QString &name)
{
    const QString id = name.mid(prefix.size()).toLower();
    for (qsizetype dot = id.lastIndexOf(u'_'); dot > 0; dot = id.lastIndexOf(u'_', dot - 1)) {
        if (isConfigSection(id.left(dot)))
            return nearestConfigKey(id.left(dot) + u'.' + id.mid(dot + 1));
    }
    const auto first = id.indexOf(u'_');
    return nearestConfigKey(first < 0 ? id : id.left(first) + u'.' + id.mid(first + 1));
}

} // namespace

Expected<std::vector<ConfigVariable>> configVariables(const QProcessEnvironment &environment)
{
    std::vector<ConfigVariable> variables;
    QStringList names = environment.keys();
    names.sort(); // the first error is the same every time
    for (const QString &name : names) {
        if (!name.startsWith(prefix) || isSomethingElse(name))
            continue;
        const ConfigKey *key = keyOf(name);
        if (!key) {
            QString sentence = "environment %1: there is no such setting"_L1.arg(sanitised(name));
            if (const ConfigKey *nearest = nearestKeyOf(name))
                sentence += "; did you mean %1?"_L1.arg(nearest->environmentName());
            else
                sentence += u'.';
            return Unexpected<Error>{Error{ErrorKind::BadConfig, sentence}};
        }
        variables.push_back({key, environment.value(name)});
    }
    std::ranges::sort(variables, {}, &ConfigVariable::key);
    return variables;
}

} // namespace Breakwater
