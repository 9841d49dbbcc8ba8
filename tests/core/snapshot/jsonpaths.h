// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

namespace Breakwater::Test {

// Values of a document by their paths, as errors spell them: sessions[0].queue.max_size.

inline QStringList steps(QString path)
{
    return path.replace(QLatin1Char('['), QStringLiteral(".["))
        .split(QLatin1Char('.'), Qt::SkipEmptyParts);
}

inline int indexOf(const QString &step)
{
    return step.mid(1, step.size() - 2).toInt();
}

inline QJsonValue at(const QJsonValue &value, const QString &path)
{
    QJsonValue found = value;
    for (const QString &step : steps(path))
        found = step.startsWith(QLatin1Char('[')) ? found[indexOf(step)] : found[step];
    return found;
}

//! With another value there; undefined: without the key.
inline QJsonValue changed(const QJsonValue &value, const QStringList &path, const QJsonValue &other)
{
    if (path.isEmpty())
        return other;
    const QString &step = path.front();
    if (step.startsWith(QLatin1Char('['))) {
        QJsonArray array = value.toArray();
        array[indexOf(step)] = changed(array[indexOf(step)], path.mid(1), other);
        return array;
    }
    QJsonObject object = value.toObject();
    const QJsonValue inner = changed(object[step], path.mid(1), other);
    if (inner.isUndefined())
        object.remove(step);
    else
        object[step] = inner;
    return object;
}

inline QJsonValue changed(const QJsonValue &value, const QString &path, const QJsonValue &other)
{
    return changed(value, steps(path), other);
}

inline QJsonValue removed(const QJsonValue &value, const QString &path)
{
    return changed(value, path, QJsonValue(QJsonValue::Undefined));
}

//! Of all values, objects and arrays included; of an array the first entry only.
inline QStringList allPaths(const QJsonValue &value, const QString &path = {})
{
    QStringList paths;
    if (!path.isEmpty())
        paths += path;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        paths += allPaths(it.value(), path.isEmpty() ? it.key() : path + u'.' + it.key());
    if (value.isArray() && !value.toArray().isEmpty())
        paths += allPaths(value[0], path + QStringLiteral("[0]"));
    return paths;
}

//! The first path at which two documents say something else; empty when there is none.
inline QString difference(const QJsonValue &a, const QJsonValue &b, const QString &path = {})
{
    if (a == b)
        return {};
    if (a.isObject() && b.isObject()) {
        QStringList keys = a.toObject().keys() + b.toObject().keys();
        for (const QString &key : keys) {
            const QString found = difference(a[key], b[key], path + u'.' + key);
            if (!found.isEmpty())
                return found;
        }
    }
    for (int i = 0; a.isArray() && b.isArray() && i < a.toArray().size(); ++i) {
        const QString found = difference(a[i], b[i], path + QStringLiteral("[%1]").arg(i));
        if (!found.isEmpty())
            return found;
    }
    const auto text = [](const QJsonValue &value) {
        return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    };
    return path + QStringLiteral(": ") + text(a) + QStringLiteral(" became ") + text(b);
}

} // namespace Breakwater::Test
