// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

namespace Breakwater::Test {

inline QJsonObject shippedSchema()
{
    QFile file(QStringLiteral(BREAKWATER_SOURCE_DIR "/resources/snapshot.schema.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

inline QStringList requiredPaths(const QJsonObject &schema, const QJsonValue &node,
                                 const QString &path);

//! Of one property that is required itself, and of what is required in it.
inline QStringList requiredPathsOf(const QJsonObject &schema, const QJsonValue &node,
                                   const QString &path)
{
    const QJsonValue items = node[QStringLiteral("items")];
    return QStringList(path)
        + (items.isObject() ? requiredPaths(schema, items, path + QStringLiteral("[0]"))
                            : requiredPaths(schema, node, path));
}

//! What the schema requires below `path`, with the first entry of every array.
inline QStringList requiredPaths(const QJsonObject &schema, const QJsonValue &node,
                                 const QString &path)
{
    if (const QString reference = node[QStringLiteral("$ref")].toString(); !reference.isEmpty()) {
        const QString name = reference.section(QLatin1Char('/'), -1);
        return requiredPaths(schema, schema[QStringLiteral("definitions")][name], path);
    }
    QStringList paths;
    for (const QJsonValue &part : node[QStringLiteral("allOf")].toArray())
        paths += requiredPaths(schema, part, path);
    for (const QJsonValue &name : node[QStringLiteral("required")].toArray()) {
        const QString key = name.toString();
        const QJsonValue inner = node[QStringLiteral("properties")][key];
        paths += requiredPathsOf(schema, inner, path.isEmpty() ? key : path + u'.' + key);
    }
    return paths;
}

//! The compatibility promise.
inline QStringList promisedPaths()
{
    const QJsonObject schema = shippedSchema();
    return requiredPaths(schema, schema, {});
}

} // namespace Breakwater::Test
