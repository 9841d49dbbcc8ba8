// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configchange.h>

#include <core/config/configkeys.h>
#include <core/config/keyvalue.h>

namespace Breakwater {

std::vector<ConfigChange> changesBetween(const StabilityConfig &before,
                                         const StabilityConfig &after)
{
    std::vector<ConfigChange> changes;
    for (const ConfigKey &key : configKeys()) {
        const KeyValue from = key.read(before);
        const KeyValue to = key.read(after);
        if (from != to)
            changes.push_back({key.id, valueText(from, key), valueText(to, key),
                               key.applies == Applies::AtRestart});
    }
    return changes;
}

std::vector<QString> keysThatNeedRestart(const StabilityConfig &before,
                                         const StabilityConfig &after)
{
    std::vector<QString> keys;
    for (const ConfigChange &change : changesBetween(before, after)) {
        if (change.needsRestart)
            keys.push_back(change.key);
    }
    return keys;
}

StabilityConfig applicableNow(const StabilityConfig &before, const StabilityConfig &after)
{
    StabilityConfig result = after;
    for (const ConfigKey &key : configKeys()) {
        if (key.applies == Applies::AtRestart)
            key.write(result, key.read(before));
    }
    return result;
}

} // namespace Breakwater
