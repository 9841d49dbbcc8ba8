// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/bench_snapshot_tree.h>

#include <QtCore/QJsonArray>

namespace Breakwater::Bench {

TreeDocument::TreeDocument(const QJsonObject &content) : m_root(partOf({}, content)) { }

QJsonObject TreeDocument::tree() const
{
    return made(m_root).toObject();
}

TreeDocument::Part TreeDocument::partOf(const QString &key, const QJsonValue &value)
{
    Part part{key, value, {}};
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        part.value = QJsonObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            part.parts.push_back(partOf(it.key(), it.value()));
    } else if (value.isArray()) {
        part.value = QJsonArray();
        for (const QJsonValue &element : value.toArray())
            part.parts.push_back(partOf({}, element));
    }
    return part;
}

QJsonValue TreeDocument::made(const Part &part)
{
    if (part.value.isObject()) {
        QJsonObject object;
        for (const Part &member : part.parts)
            object.insert(member.key, made(member));
        return object;
    }
    if (part.value.isArray()) {
        QJsonArray array;
        for (const Part &element : part.parts)
            array.append(made(element));
        return array;
    }
    return part.value;
}

} // namespace Breakwater::Bench
