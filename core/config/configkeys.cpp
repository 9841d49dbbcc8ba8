// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configkeys.h>

#include <core/config/configkeytable.h>

#include <algorithm>
#include <limits>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

// Optimal string alignment: a swap of neighbours costs as much as a wrong letter.
int editDistance(QStringView a, QStringView b)
{
    std::vector<int> beforeLast;
    std::vector<int> last(b.size() + 1);
    for (qsizetype j = 0; j <= b.size(); ++j)
        last[j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        std::vector<int> row(b.size() + 1);
        row[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const int replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
        beforeLast = std::exchange(last, std::move(row));
    }
    return last[b.size()];
}

// In hundredths of a typing mistake. Half a word ("timeout" for "timeout_seconds") is one mistake,
// the nearer the less is missing.
int distance(QStringView typed, QStringView known)
{
    if (known.startsWith(typed) || typed.startsWith(known)) {
        const auto missing = static_cast<int>(std::abs(known.size() - typed.size()));
        return missing == 0 ? 0 : 100 + missing;
    }
    return 100 * editDistance(typed, known);
}

constexpr int WrongSection = 300;
constexpr qsizetype LongestTyped = 100;

} // namespace

QLatin1StringView ConfigKey::section() const
{
    const auto dot = id.indexOf(u'.');
    return dot < 0 ? QLatin1StringView() : id.first(dot);
}

QLatin1StringView ConfigKey::name() const
{
    return id.sliced(id.indexOf(u'.') + 1);
}

QString ConfigKey::environmentName() const
{
    return "BREAKWATER_"_L1 + QString(id).replace(u'.', u'_').toUpper();
}

const std::vector<ConfigKey> &configKeys()
{
    using namespace ConfigKeyTable;
    static const std::vector<ConfigKey> all = [] {
        std::vector<ConfigKey> keys = metricsKeys();
        for (auto &more : {linkKeys(), messageKeys(), programKeys()})
            keys.insert(keys.end(), more.begin(), more.end());
        return keys;
    }();
    return all;
}

const ConfigKey *findConfigKey(const QString &id)
{
    const auto &keys = configKeys();
    const auto it = std::ranges::find_if(keys, [&](const ConfigKey &key) { return key.id == id; });
    return it == keys.end() ? nullptr : &*it;
}

bool isConfigSection(const QString &name)
{
    return !name.isEmpty() && std::ranges::any_of(configKeys(), [&](const ConfigKey &key) {
        return key.section() == name;
    });
}

const ConfigKey *nearestConfigKey(const QString &id)
{
    const QString typed = id.left(LongestTyped).toLower();
    const auto dot = typed.indexOf(u'.');
    const QString section = dot < 0 ? QString() : typed.left(dot);
    const QString name = typed.mid(dot + 1);
    if (name.isEmpty())
        return nullptr;
    const ConfigKey *nearest = nullptr;
    int least = 200 + static_cast<int>(name.size()) * 25;
    for (const ConfigKey &key : configKeys()) {
        const int sections = std::min(distance(section, QString(key.section())), WrongSection);
        const int score = sections + distance(name, QString(key.name()));
        if (score < least && !key.isObsolete) {
            least = score;
            nearest = &key;
        }
    }
    return nearest;
}

} // namespace Breakwater
