// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/keyvalue.h>

#include <core/config/configparse.h>

// How values and ranges are written; keyvalue.cpp reads them.

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

QString listText(const QStringList &list)
{
    QStringList quoted;
    for (const QString &item : list)
        quoted += quotedText(item);
    return u'[' + quoted.join(u", "_qs) + u']';
}

QString boundText(double bound, KeyType type)
{
    switch (type) {
    case KeyType::TimeSpan: return durationText(durationFromSeconds(bound));
    case KeyType::ByteSize: return byteSizeText(static_cast<std::int64_t>(bound));
    case KeyType::Integer: return QString::number(static_cast<std::int64_t>(bound));
    default: return numberText(bound);
    }
}

} // namespace

QString valueText(const KeyValue &value, const ConfigKey &key)
{
    if (std::holds_alternative<std::monostate>(value))
        return {};
    if (key.allowed.isSecret)
        return u"\u2026"_qs;
    switch (key.allowed.type) {
    case KeyType::Boolean: return std::get<bool>(value) ? u"true"_qs : u"false"_qs;
    case KeyType::Integer: return QString::number(std::get<std::int64_t>(value));
    case KeyType::Number: return numberText(std::get<double>(value));
    case KeyType::Seconds: return secondsText(std::get<Duration>(value));
    case KeyType::TimeSpan: return quotedText(durationText(std::get<Duration>(value)));
    case KeyType::ByteSize: return quotedText(byteSizeText(std::get<std::int64_t>(value)));
    case KeyType::Choice:
        return quotedText(
            key.allowed.choices[static_cast<std::size_t>(std::get<std::int64_t>(value))]);
    case KeyType::Text: return quotedText(std::get<QString>(value));
    case KeyType::TextList: return listText(std::get<QStringList>(value));
    }
    Q_UNREACHABLE();
}

QString rangeText(const ConfigKey &key)
{
    const Allowed &allowed = key.allowed;
    switch (allowed.type) {
    case KeyType::Boolean: return u"true, false"_qs;
    case KeyType::Choice: {
        QStringList names;
        for (const auto choice : allowed.choices)
            names += choice;
        return names.join(u", "_qs);
    }
    case KeyType::Text: return u"a text"_qs;
    case KeyType::TextList: return u"a list of texts"_qs;
    default: break;
    }
    const QString lowest = boundText(allowed.lowest, allowed.type);
    if (allowed.lowest == allowed.highest)
        return lowest;
    return lowest + u" \u2026 "_qs + boundText(allowed.highest, allowed.type);
}

} // namespace Breakwater
