// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configtext.h>

#include <core/config/configkeys.h>
#include <core/config/configparse.h>
#include <core/config/keyvalue.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr auto heading
    = "# SPDX-FileCopyrightText: 2026 Breakwater contributors\n"
      "# SPDX-License-Identifier: GPL-3.0-or-later\n"
      "#\n"
      "# Settings of Breakwater. A line such as `#max_messages = 1000` shows the "
      "value that holds without it;\n"
      "# remove the # to set your own. Environment variables "
      "(BREAKWATER_QUEUE_MAX_MESSAGES) and command-line\n"
      "# options win over this file. `breakwaterctl config check --config FILE` "
      "checks it.\n"_L1;

QString exampleText(const ConfigKey &key)
{
    const QString example = key.allowed.example;
    switch (key.allowed.type) {
    case KeyType::Integer: return example;
    case KeyType::TextList: return u'[' + quotedText(example) + u']';
    default: return quotedText(example);
    }
}

QString comment(const ConfigKey &key, const ConfigValue &value)
{
    QString text = "# %1 Allowed: %2."_L1.arg(value.meaning, value.range);
    if (key.applies == Applies::AtRestart)
        text += u" Needs a restart."_qs;
    if (key.effect == Effect::NotYet)
        text += u" No effect in this version."_qs;
    return text + u'\n';
}

QString line(const ConfigKey &key, const ConfigValue &value)
{
    const QString name = key.name();
    if (value.value.isEmpty())
        return "# Not set; for example:\n#%1 = %2\n"_L1.arg(name, exampleText(key));
    if (key.allowed.isSecret)
        return "# %1 is set, and not shown here.\n"_L1.arg(name);
    const bool isDefault = value.source == "default"_L1 || value.source.startsWith("preset "_L1);
    return "%1%2 = %3\n"_L1.arg(isDefault ? u"#"_qs : QString(), name, value.value);
}

} // namespace

QString configText(const std::vector<ConfigValue> &values)
{
    QString text = heading;
    QString section;
    for (const ConfigValue &value : values) {
        const ConfigKey *key = findConfigKey(value.key);
        Q_ASSERT_X(key, "configText", "the value of no key");
        if (key->section() != section) {
            section = key->section();
            text += "\n[%1]\n"_L1.arg(section);
        } else {
            text += u'\n';
        }
        text += comment(*key, value) + line(*key, value);
    }
    return text;
}

} // namespace Breakwater
