// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/profile.h>

#include <core/base/text.h>
#include <core/config/profilejson.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr auto schemaName = "breakwater.profiles/1"_L1;
constexpr qint64 LargestFile = 4 * 1024 * 1024;
constexpr qsizetype MostProfiles = 1000;

Unexpected<Error> damaged(const QString &where, const QString &what)
{
    return Unexpected<Error>{Error{ErrorKind::BadConfig, "%1: %2."_L1.arg(where, what)}};
}

Unexpected<Error> unreadable(const QString &path, const QString &why)
{
    return Unexpected<Error>{
        Error{ErrorKind::FileAccess, "The profiles file %1 cannot be read: %2."_L1.arg(path, why)}};
}

Unexpected<Error> unwritable(const QString &path, const QString &why)
{
    return Unexpected<Error>{Error{
        ErrorKind::FileAccess,
        "The profiles file %1 cannot be written, so nothing was changed: %2."_L1.arg(path, why)}};
}

Expected<void> validateAll(const std::vector<Profile> &profiles)
{
    for (std::size_t i = 0; i < profiles.size(); ++i) {
        if (const auto valid = validate(profiles[i]); !valid)
            return valid;
        for (std::size_t j = 0; j < i; ++j) {
            if (profiles[i].name == profiles[j].name)
                return Unexpected<Error>{
                    Error{ErrorKind::BadArgument,
                          "There are two profiles named \"%1\"; rename one of them."_L1.arg(
                              profiles[i].name)}};
        }
    }
    return {};
}

Expected<QJsonArray> profilesIn(const QJsonDocument &document, const QString &where)
{
    const QJsonObject root = document.object();
    const QString schema = root[u"schema"].toString();
    if (schema.isEmpty())
        return damaged(where, u"this is no profiles file; the key schema is missing"_qs);
    if (schema != schemaName)
        return damaged(where,
                       "the schema \"%1\" is not known to this version, which reads \"%2\""_L1.arg(
                           sanitised(schema, 60), QString(schemaName)));
    for (const QString &key : root.keys()) {
        if (key != "schema"_L1 && key != "profiles"_L1)
            return damaged(where,
                           "there is no key \"%1\" in a profiles file"_L1.arg(sanitised(key, 60)));
    }
    if (!root[u"profiles"].isArray())
        return damaged(where, u"the key profiles is not a list"_qs);
    if (root[u"profiles"].toArray().size() > MostProfiles)
        return damaged(where, u"there are more than 1000 profiles"_qs);
    return root[u"profiles"].toArray();
}

} // namespace

ProfileFile::ProfileFile(const QString &path) : m_path(path) { }

Expected<std::vector<Profile>> ProfileFile::load() const
{
    const QFileInfo info(m_path);
    if (!info.exists())
        return std::vector<Profile>();
    if (!info.isFile())
        return unreadable(m_path, u"it is not a regular file"_qs);
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(m_path, file.errorString());
    const QByteArray json = file.read(LargestFile + 1);
    if (file.error() != QFileDevice::NoError)
        return unreadable(m_path, file.errorString());
    if (json.size() > LargestFile)
        return unreadable(m_path, u"it is larger than 4 MiB"_qs);
    return fromJson(json, m_path);
}

Expected<void> ProfileFile::save(const std::vector<Profile> &profiles) const
{
    if (const auto valid = validateAll(profiles); !valid)
        return valid;
    const QString folder = QFileInfo(m_path).absolutePath();
    if (!QDir().mkpath(folder))
        return unwritable(m_path, "the folder %1 cannot be made"_L1.arg(folder));
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return unwritable(m_path, file.errorString());
    // Before the content: nobody else reads it even for a moment.
    const QByteArray json = toJson(profiles);
    if (!file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(json) != json.size() || !file.commit())
        return unwritable(m_path, file.errorString());
    return {};
}

QByteArray ProfileFile::toJson(const std::vector<Profile> &profiles)
{
    QJsonArray array;
    for (const Profile &profile : profiles)
        array += profileToJson(profile);
    const QJsonObject root{{u"schema"_qs, QString(schemaName)}, {u"profiles"_qs, array}};
    return QJsonDocument(root).toJson();
}

Expected<std::vector<Profile>> ProfileFile::fromJson(const QByteArray &json, const QString &where)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError) {
        const auto line = json.left(problem.offset).count('\n') + 1;
        return damaged("%1:%2"_L1.arg(where, QString::number(line)),
                       "this is not valid JSON: %1"_L1.arg(problem.errorString()));
    }
    const auto array = profilesIn(document, where);
    if (!array)
        return Unexpected<Error>{array.error()};
    std::vector<Profile> profiles;
    for (const QJsonValue item : *array) {
        const auto number = QString::number(profiles.size() + 1);
        if (!item.isObject())
            return damaged(where, "profile %1 is not an object"_L1.arg(number));
        auto profile = profileFromJson(item.toObject());
        if (!profile)
            return damaged(where, "profile %1: %2"_L1.arg(number, profile.error()));
        profiles.push_back(std::move(*profile));
    }
    if (const auto valid = validateAll(profiles); !valid)
        return Unexpected<Error>{
            Error{ErrorKind::BadConfig, "%1: %2"_L1.arg(where, valid.error().message)}};
    return profiles;
}

} // namespace Breakwater
