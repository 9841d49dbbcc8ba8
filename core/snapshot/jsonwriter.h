// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/jsonvalue.h>

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QLatin1StringView>

#include <memory>
#include <optional>
#include <string_view>

namespace Breakwater {

//! A key of ours: letters that stand in JSON as they are. A literal is checked by the compiler.
class JsonKey final
{
public:
    template <std::size_t size>
    consteval JsonKey(const char (&literal)[size]) : m_text(literal, size - 1)
    {
        if (!isPlain(m_text))
            throw "a key is printable ASCII without quotes and backslashes";
    }
    explicit JsonKey(QLatin1StringView name)
        : m_text(name.data(), static_cast<std::size_t>(name.size()))
    {
        Q_ASSERT(isPlain(m_text));
    }

    std::string_view text() const { return m_text; }
    static constexpr bool isPlain(std::string_view text)
    {
        for (const char letter : text) {
            if (letter < ' ' || letter > '~' || letter == '"' || letter == '\\')
                return false;
        }
        return true;
    }

private:
    std::string_view m_text;
};

//! Writes one JSON document as UTF-8, value after value, without a tree in between.
//!
//! Numbers are written so that they are read back as the same: doubles in their shortest text,
//! whole numbers up to JsonValue::largest. What is no number, or is not known, is null. Halves of
//! surrogate pairs become U+FFFD.
class JsonWriter final
{
public:
    enum class Layout { Compact, Indented };

    explicit JsonWriter(Layout layout = Layout::Compact, qsizetype expectedBytes = 512);
    ~JsonWriter();

    //! The document, once it is whole; an indented one ends in a line feed.
    QByteArray take();

    // Members of the object that is open.
    template <class Value> void put(JsonKey key, const Value &value)
    {
        begin(key);
        add(value);
    }
    template <class Write> void object(JsonKey key, Write members)
    {
        begin(key);
        object(members);
    }
    template <class Write> void array(JsonKey key, Write elements)
    {
        begin(key);
        array(elements);
    }

    // Elements of the array that is open, or the whole document.
    template <class Write> void object(Write members)
    {
        beginObject();
        members();
        endObject();
    }
    template <class Write> void array(Write elements)
    {
        beginArray();
        elements();
        endArray();
    }
    void add(std::nullptr_t);
    void add(std::integral auto value)
    {
        if constexpr (std::same_as<decltype(value), bool>)
            addBool(value);
        else
            addWhole(JsonValue::exact(value));
    }
    void add(double value);
    void add(QStringView text);
    void add(QLatin1StringView name); //!< of ours, see JsonKey
    void add(WallTime time);          //!< see IsoTime
    void add(JsonValue::Seconds length);
    void add(JsonValue::Milliseconds length);
    template <class Value> void add(const std::optional<Value> &value)
    {
        value ? add(*value) : add(nullptr);
    }

private:
    void begin(JsonKey key);
    void beginObject();
    void endObject();
    void beginArray();
    void endArray();
    void addBool(bool value);
    void addWhole(std::int64_t value);

    class Private;
    std::unique_ptr<Private> d;
};

//! One object in one line, without a line feed; `members(json)` writes what is in it.
template <class Write> QByteArray jsonLine(Write members)
{
    JsonWriter json;
    json.object([&] { members(json); });
    return json.take();
}

//! The same as a tree, for those who change it or look into it.
QJsonObject jsonTree(const QByteArray &line);

} // namespace Breakwater
