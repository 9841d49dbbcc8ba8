// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/keyvalue.h>

#include <core/base/overloaded.h>
#include <core/base/text.h>
#include <core/config/configparse.h>

#include <algorithm>
#include <optional>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

const QString *textOf(const RawValue &raw)
{
    if (const auto *untyped = std::get_if<RawValue::Untyped>(&raw.value))
        return &untyped->text;
    return std::get_if<QString>(&raw.value);
}

std::optional<bool> asBoolean(const RawValue &raw)
{
    if (const auto *untyped = std::get_if<RawValue::Untyped>(&raw.value))
        return parseBoolean(untyped->text);
    const auto *flag = std::get_if<bool>(&raw.value);
    return flag ? std::optional(*flag) : std::nullopt;
}

std::optional<std::int64_t> asInteger(const RawValue &raw)
{
    if (const auto *untyped = std::get_if<RawValue::Untyped>(&raw.value))
        return parseInteger(untyped->text);
    const auto *integer = std::get_if<std::int64_t>(&raw.value);
    return integer ? std::optional(*integer) : std::nullopt;
}

std::optional<double> asNumber(const RawValue &raw)
{
    if (const auto *untyped = std::get_if<RawValue::Untyped>(&raw.value))
        return parseNumber(untyped->text);
    if (const auto *integer = std::get_if<std::int64_t>(&raw.value))
        return static_cast<double>(*integer);
    const auto *number = std::get_if<double>(&raw.value);
    return number ? std::optional(*number) : std::nullopt;
}

std::optional<Duration> asDuration(const RawValue &raw, KeyType type)
{
    if (const QString *text = textOf(raw); text && type == KeyType::TimeSpan)
        return parseDuration(*text);
    const auto seconds = asNumber(raw);
    return seconds ? std::optional(durationFromSeconds(*seconds)) : std::nullopt;
}

std::optional<std::int64_t> asByteSize(const RawValue &raw)
{
    const QString *text = textOf(raw);
    return text ? parseByteSize(*text) : asInteger(raw);
}

std::optional<std::int64_t> asChoice(const RawValue &raw, const Allowed &allowed)
{
    const QString *text = textOf(raw);
    const auto it = text
        ? std::ranges::find_if(allowed.choices, [&](auto choice) { return choice == *text; })
        : allowed.choices.end();
    if (it == allowed.choices.end())
        return {};
    return it - allowed.choices.begin();
}

std::optional<QStringList> asTextList(const RawValue &raw)
{
    if (const auto *list = std::get_if<QStringList>(&raw.value))
        return *list;
    const auto *untyped = std::get_if<RawValue::Untyped>(&raw.value);
    if (!untyped)
        return {};
    QStringList list = untyped->text.split(u',', Qt::SkipEmptyParts);
    std::ranges::transform(list, list.begin(), [](const QString &item) { return item.trimmed(); });
    return list;
}

QString typeName(KeyType type)
{
    switch (type) {
    case KeyType::Boolean: return u"neither true nor false"_qs;
    case KeyType::Integer: return u"not a whole number"_qs;
    case KeyType::Number: return u"not a number"_qs;
    case KeyType::Seconds: return u"not a plain number of seconds"_qs;
    case KeyType::TimeSpan:
        return u"not a duration such as \"250ms\", \"1.5s\", \"5m\", \"2h\", \"30d\" or a number "
               "of seconds"_qs;
    case KeyType::ByteSize:
        return u"not a whole number of bytes, nor a size such as \"64KiB\", \"4MiB\", \"1GiB\""_qs;
    case KeyType::Choice: return u"not one of the choices"_qs;
    case KeyType::Text: return u"not a text in quotes"_qs;
    case KeyType::TextList: return u"not a list of texts such as [\"a\", \"b\"]"_qs;
    }
    Q_UNREACHABLE();
}

Expected<KeyValue, QString> complain(const QString &complaint, const ConfigKey &key)
{
    return Unexpected<QString>{"is %1; allowed is %2"_L1.arg(complaint, rangeText(key))};
}

Expected<KeyValue, QString> outOfRange(const ConfigKey &key)
{
    if (key.isObsolete)
        return Unexpected<QString>{
            u"is not possible: counters here are exact, which is cheaper than sampling; leave the "
            "key out or write 1.0"_qs};
    return complain(u"out of range"_qs, key);
}

template <class Value>
Expected<KeyValue, QString> inRange(std::optional<Value> value, Value lowest, Value highest,
                                    const ConfigKey &key)
{
    if (!value)
        return complain(typeName(key.allowed.type), key);
    // Written so that "not a number" is out of range too.
    if (!(*value >= lowest && *value <= highest))
        return outOfRange(key);
    return KeyValue(*value);
}

Expected<KeyValue, QString> checkedText(const RawValue &raw, const ConfigKey &key)
{
    const QString *text = textOf(raw);
    if (!text)
        return complain(typeName(KeyType::Text), key);
    if (text->isEmpty())
        return Unexpected<QString>{u"is empty; leave the key out when it is not wanted"_qs};
    const QString complaint = key.allowed.complaint ? key.allowed.complaint(*text) : QString();
    if (!complaint.isEmpty())
        return Unexpected<QString>{u"must be "_qs + complaint};
    return KeyValue(*text);
}

template <class Value>
Expected<KeyValue, QString> orWrongType(const std::optional<Value> &value, const ConfigKey &key)
{
    if (!value)
        return complain(typeName(key.allowed.type), key);
    return KeyValue(*value);
}

} // namespace

QString RawValue::shown() const
{
    const QString text
        = std::visit(Overloaded{
                         [](const Untyped &untyped) { return quotedText(untyped.text); },
                         [](const Unfit &unfit) { return unfit.what; },
                         [](bool flag) { return flag ? u"true"_qs : u"false"_qs; },
                         [](std::int64_t integer) { return QString::number(integer); },
                         [](double number) { return numberText(number); },
                         [](const QString &string) { return quotedText(string); },
                         [](const QStringList &list) { return u'[' + list.join(u", "_qs) + u']'; },
                     },
                     value);
    return sanitised(text);
}

Expected<KeyValue, QString> convert(const RawValue &raw, const ConfigKey &key)
{
    const Allowed &allowed = key.allowed;
    const auto whole = [](double bound) { return static_cast<std::int64_t>(bound); };
    switch (allowed.type) {
    case KeyType::Boolean: return orWrongType(asBoolean(raw), key);
    case KeyType::Integer:
        return inRange(asInteger(raw), whole(allowed.lowest), whole(allowed.highest), key);
    case KeyType::ByteSize:
        return inRange(asByteSize(raw), whole(allowed.lowest), whole(allowed.highest), key);
    case KeyType::Number: return inRange(asNumber(raw), allowed.lowest, allowed.highest, key);
    case KeyType::Seconds:
    case KeyType::TimeSpan:
        return inRange(asDuration(raw, allowed.type), durationFromSeconds(allowed.lowest),
                       durationFromSeconds(allowed.highest), key);
    case KeyType::Choice: return orWrongType(asChoice(raw, allowed), key);
    case KeyType::Text: return checkedText(raw, key);
    case KeyType::TextList: return orWrongType(asTextList(raw), key);
    }
    Q_UNREACHABLE();
}

} // namespace Breakwater
