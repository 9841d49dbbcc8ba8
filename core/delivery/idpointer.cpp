// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/idpointer.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <limits>

namespace Breakwater {

namespace {

constexpr qsizetype largestText = 1024 * 1024;
constexpr qsizetype deepest = 32;
constexpr qint64 exactIntegers = 9007199254740991; // beyond, others may have rounded

QJsonValue step(const QJsonValue &value, const QString &name)
{
    if (value.isObject())
        return value.toObject().value(name);
    bool isIndex = false;
    const uint index = name.toUInt(&isIndex);
    const bool isCanonical = isIndex && QString::number(index) == name;
    return value.isArray() && isCanonical ? value.toArray().at(index)
                                          : QJsonValue(QJsonValue::Undefined);
}

std::optional<std::string> idOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().toStdString();
    const qint64 none = std::numeric_limits<qint64>::min();
    const qint64 number = value.toInteger(none);
    if (number < -exactIntegers || number > exactIntegers)
        return {};
    return std::to_string(number);
}

} // namespace

IdPointer::IdPointer(const QString &pointer)
{
    if (!pointer.startsWith(u'/'))
        return;
    m_path = pointer.mid(1).split(u'/').mid(0, deepest);
    for (QString &name : m_path)
        name.replace(QLatin1StringView("~1"), QLatin1StringView("/"))
            .replace(QLatin1StringView("~0"), QLatin1StringView("~"));
}

std::optional<std::string> IdPointer::find(const QByteArray &utf8) const
{
    if (!isSet() || utf8.size() > largestText)
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(utf8);
    QJsonValue value
        = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    for (const QString &name : m_path)
        value = step(value, name);
    return idOf(value);
}

} // namespace Breakwater
