// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/profilejson.h>

#include <core/base/text.h>

#include <QtCore/QJsonArray>

#include <array>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

struct TextKey
{
    QLatin1StringView name;
    QString Profile::*field;
};

struct FlagKey
{
    QLatin1StringView name;
    bool Profile::*field;
};

constexpr std::array textKeys{
    TextKey{"name"_L1, &Profile::name},
    TextKey{"url"_L1, &Profile::url},
    TextKey{"group"_L1, &Profile::group},
    TextKey{"colour"_L1, &Profile::colour},
    TextKey{"user"_L1, &Profile::user},
    TextKey{"ca_file"_L1, &Profile::caFile},
    TextKey{"certificate_file"_L1, &Profile::certificateFile},
    TextKey{"key_file"_L1, &Profile::keyFile},
    TextKey{"proxy"_L1, &Profile::proxy},
};

constexpr std::array flagKeys{
    FlagKey{"auto_connect"_L1, &Profile::autoConnect},
    FlagKey{"read_only"_L1, &Profile::readOnly},
    FlagKey{"watch"_L1, &Profile::isWatch},
};

constexpr std::array authNames{"none"_L1, "bearer"_L1, "basic"_L1}; // in the order of Auth

using Problem = Unexpected<QString>;

Problem wrongType(const QString &key, const QString &wanted)
{
    return Problem{"the key %1 is not %2"_L1.arg(key, wanted)};
}

Expected<void, QString> readHeaders(Profile &profile, const QJsonValue &value)
{
    if (!value.isArray())
        return wrongType(u"headers"_qs, u"a list"_qs);
    for (const QJsonValue header : value.toArray()) {
        const QJsonObject object = header.toObject();
        if (!object[u"name"].isString() || !object[u"value"].isString() || object.size() != 2)
            return wrongType(u"headers"_qs,
                             u"a list of {\"name\": text, \"value\": text} and nothing else"_qs);
        profile.headers.emplace_back(object[u"name"].toString(), object[u"value"].toString());
    }
    return {};
}

Expected<void, QString> readSubprotocols(Profile &profile, const QJsonValue &value)
{
    if (!value.isArray())
        return wrongType(u"subprotocols"_qs, u"a list of texts"_qs);
    for (const QJsonValue name : value.toArray()) {
        if (!name.isString())
            return wrongType(u"subprotocols"_qs, u"a list of texts"_qs);
        profile.subprotocols += name.toString();
    }
    return {};
}

Expected<void, QString> readAuth(Profile &profile, const QJsonValue &value)
{
    const auto *it = std::find(authNames.begin(), authNames.end(), value.toString());
    if (it == authNames.end())
        return wrongType(u"auth"_qs, u"one of \"none\", \"bearer\", \"basic\""_qs);
    profile.auth = static_cast<Profile::Auth>(it - authNames.begin());
    return {};
}

Expected<void, QString> readKey(Profile &profile, const QString &key, const QJsonValue &value)
{
    for (const TextKey &known : textKeys) {
        if (key != known.name)
            continue;
        if (!value.isString())
            return wrongType(key, u"a text"_qs);
        profile.*known.field = value.toString();
        return {};
    }
    for (const FlagKey &known : flagKeys) {
        if (key != known.name)
            continue;
        if (!value.isBool())
            return wrongType(key, u"true or false"_qs);
        profile.*known.field = value.toBool();
        return {};
    }
    if (key == "headers"_L1)
        return readHeaders(profile, value);
    if (key == "subprotocols"_L1)
        return readSubprotocols(profile, value);
    if (key == "auth"_L1)
        return readAuth(profile, value);
    return Problem{"there is no key \"%1\" in a profile (which holds no secrets either)"_L1.arg(
        sanitised(key, 60))};
}

} // namespace

QJsonObject profileToJson(const Profile &profile)
{
    QJsonObject object;
    for (const TextKey &key : textKeys) {
        if (!(profile.*key.field).isEmpty())
            object[key.name] = profile.*key.field;
    }
    for (const FlagKey &key : flagKeys) {
        if (profile.*key.field)
            object[key.name] = true;
    }
    QJsonArray headers;
    for (const auto &[name, value] : profile.headers)
        headers += QJsonObject{{u"name"_qs, name}, {u"value"_qs, value}};
    if (!headers.isEmpty())
        object[u"headers"] = headers;
    if (!profile.subprotocols.isEmpty())
        object[u"subprotocols"] = QJsonArray::fromStringList(profile.subprotocols);
    if (profile.auth != Profile::Auth::None)
        object[u"auth"] = authNames[static_cast<std::size_t>(profile.auth)];
    return object;
}

Expected<Profile, QString> profileFromJson(const QJsonObject &object)
{
    Profile profile;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (const auto read = readKey(profile, it.key(), it.value()); !read)
            return Problem{read.error()};
    }
    return profile;
}

} // namespace Breakwater
