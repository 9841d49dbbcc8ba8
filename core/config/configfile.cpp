// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configfile.h>

#include <core/base/text.h>

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QStringDecoder>

// Compiled into this file alone and without exceptions: see docs/decisions/0002-toml.md. Settings
// nest two deep, so deeper nesting is refused before it can exhaust the stack.
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 4
#include <toml++/toml.h>

#include <algorithm>
#include <optional>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LargestFile = 1024 * 1024;
// Bounds how deep a dotted key can nest, which toml++ does not.
constexpr qsizetype LongestLine = 8192;

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Unexpected<Error> badFile(const QString &where, const QString &what)
{
    return Unexpected<Error>{Error{ErrorKind::BadConfig, "%1: %2."_L1.arg(where, what)}};
}

Unexpected<Error> noFile(const QString &path, const QString &why)
{
    return Unexpected<Error>{Error{
        ErrorKind::FileAccess, "The configuration file %1 cannot be read: %2."_L1.arg(path, why)}};
}

// What toml++ reports less clearly, or only after having worked through it.
Expected<void> checkLines(const QByteArray &toml, const QString &name)
{
    int line = 1;
    for (qsizetype start = 0; start < toml.size(); ++line) {
        const qsizetype end = toml.indexOf('\n', start);
        const qsizetype length = (end < 0 ? toml.size() : end) - start;
        const QByteArrayView text = QByteArrayView(toml).sliced(start, length);
        const QString where = "%1:%2"_L1.arg(name, QString::number(line));
        if (length > LongestLine)
            return badFile(where,
                           "the line is longer than %1 bytes"_L1.arg(QString::number(LongestLine)));
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString decoded = decoder.decode(text);
        if (decoder.hasError() || decoded.contains(QChar::Null))
            return badFile(where, u"this is not UTF-8 text; save the file as UTF-8"_qs);
        start += length + 1;
    }
    return {};
}

std::optional<QStringList> texts(const toml::array &array)
{
    QStringList list;
    for (const toml::node &item : array) {
        if (!item.is_string())
            return {};
        list += fromUtf8(item.as_string()->get());
    }
    return list;
}

RawValue rawValue(const toml::node &node)
{
    switch (node.type()) {
    case toml::node_type::string: return {fromUtf8(node.as_string()->get())};
    case toml::node_type::integer: return {std::int64_t(node.as_integer()->get())};
    case toml::node_type::floating_point: return {node.as_floating_point()->get()};
    case toml::node_type::boolean: return {node.as_boolean()->get()};
    case toml::node_type::table: return {RawValue::Unfit{u"a table"_qs}};
    case toml::node_type::array:
        if (const auto list = texts(*node.as_array()))
            return {*list};
        return {RawValue::Unfit{u"a list of other things than texts"_qs}};
    default: return {RawValue::Unfit{u"a date or time"_qs}};
    }
}

// "a.b" in quotes is one name, not a key in a section; the quotes keep it from looking like one.
QString nameOf(const toml::key &key)
{
    const QString name = fromUtf8(key.str());
    const bool bare = !name.isEmpty() && std::ranges::all_of(name, [](QChar character) {
        return character == u'_' || character == u'-'
            || (character.unicode() < 0x80 && character.isLetterOrNumber());
    });
    return sanitised(bare ? name : u'"' + name + u'"', 100);
}

int lineOf(const toml::key &key)
{
    return static_cast<int>(key.source().begin.line);
}

std::vector<FileEntry> entriesOf(const toml::table &root)
{
    std::vector<FileEntry> entries;
    for (const auto &[key, node] : root) {
        const QString name = nameOf(key);
        const toml::table *section = node.as_table();
        const bool known = isConfigSection(name);
        if (!section || (section->empty() && !known))
            entries.push_back({name, rawValue(node), lineOf(key)});
        if (!section)
            continue;
        for (const auto &[inner, value] : *section)
            entries.push_back({name + u'.' + nameOf(inner), rawValue(value), lineOf(inner)});
    }
    std::ranges::stable_sort(entries, {}, &FileEntry::line);
    return entries;
}

} // namespace

Expected<QByteArray> readConfigFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return noFile(path, u"there is no such file"_qs);
    if (info.isDir())
        return noFile(path, u"it is a directory"_qs);
    if (!info.isFile())
        return noFile(path, u"it is not a regular file"_qs); // a pipe could block for ever
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return noFile(path, file.errorString());
    QByteArray bytes = file.read(LargestFile + 1);
    if (file.error() != QFileDevice::NoError)
        return noFile(path, file.errorString());
    if (bytes.size() > LargestFile)
        return noFile(path, u"it is larger than 1 MiB, which no configuration is"_qs);
    return bytes;
}

Expected<std::vector<FileEntry>> parseConfigFile(const QByteArray &toml, const QString &name)
{
    if (toml.size() > LargestFile)
        return noFile(name, u"it is larger than 1 MiB, which no configuration is"_qs);
    if (const auto lines = checkLines(toml, name); !lines)
        return Unexpected<Error>{lines.error()};
    const toml::parse_result result
        = toml::parse(std::string_view(toml.constData(), static_cast<std::size_t>(toml.size())));
    if (!result) {
        const toml::source_position at = result.error().source().begin;
        return badFile(
            "%1:%2:%3"_L1.arg(name, QString::number(at.line), QString::number(at.column)),
            "this is not valid TOML: %1"_L1.arg(
                sanitised(fromUtf8(result.error().description()), 300)));
    }
    return entriesOf(result.table());
}

} // namespace Breakwater
