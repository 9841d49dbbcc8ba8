// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/jsonwriter.h>

#include <core/snapshot/isotime.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QStringEncoder>
#include <QtCore/QVarLengthArray>

#include <rapidjson/prettywriter.h>

#include <charconv>
#include <cmath>
#include <cstring>

namespace Breakwater {

namespace {

//! A byte array that grows at its end: what RapidJSON calls an output stream.
class Utf8Stream final
{
public:
    using Ch = char;

    explicit Utf8Stream(qsizetype expected) : m_bytes(expected, Qt::Uninitialized)
    {
        m_end = m_bytes.data();
        m_limit = m_end + expected;
    }

    //! So many bytes may be written there; finish() says where they end.
    char *reserve(std::size_t most)
    {
        if (static_cast<std::size_t>(m_limit - m_end) < most)
            grow(static_cast<qsizetype>(most));
        return m_end;
    }
    void finish(char *end) { m_end = end; }
    void append(std::string_view text)
    {
        std::memcpy(reserve(text.size()), text.data(), text.size());
        m_end += text.size();
    }
    //! What is kept is little more than what was written: documents are cached and queued.
    QByteArray take()
    {
        m_bytes.truncate(m_end - m_bytes.constData());
        if (m_bytes.capacity() > m_bytes.size() + m_bytes.size() / 4)
            m_bytes.squeeze();
        return std::move(m_bytes);
    }

    void Put(char letter)
    {
        *reserve(1) = letter;
        ++m_end;
    }
    void Flush() { }

private:
    void grow(qsizetype more)
    {
        const qsizetype used = m_end - m_bytes.constData();
        m_bytes.resize(std::max(2 * m_bytes.size(), used + more));
        m_end = m_bytes.data() + used;
        m_limit = m_bytes.data() + m_bytes.size();
    }

    QByteArray m_bytes;
    char *m_end = nullptr;
    char *m_limit = nullptr;
};

void PutReserve(Utf8Stream &stream, std::size_t count)
{
    stream.reserve(count);
}

void PutUnsafe(Utf8Stream &stream, char letter)
{
    stream.Put(letter);
}

//! `count` of 10^-digits, to the last digit: of up to 2^53 nanoseconds that is the shortest text of
//! the double, too, and far sooner found.
template <int digits> char *decimal(char *to, std::int64_t count)
{
    constexpr std::int64_t one = digits == 9 ? 1'000'000'000 : 1'000'000;
    constexpr int most = 24;
    if (count < 0)
        *to++ = '-';
    const std::int64_t size = std::abs(count);
    to = std::to_chars(to, to + most, size / one).ptr;
    const std::int64_t rest = size % one;
    if (rest == 0)
        return to;
    char *end = std::to_chars(to, to + most, one + rest).ptr; // the zeros after the point, too
    *to = '.';
    while (end[-1] == '0')
        --end;
    return end;
}

} // namespace

//! RapidJSON knows what stands between values, how texts are escaped and where lines break. Keys
//! and numbers are put in place here, faster than it would copy them, where it is told of a raw
//! value.
class JsonWriter::Private final
{
public:
    Private(Layout layout, qsizetype expectedBytes)
        : stream(expectedBytes), isIndented(layout == Layout::Indented), compact(stream),
          indented(stream)
    { }

    template <class Call> void tell(Call call)
    {
        if (isIndented)
            call(indented);
        else
            call(compact);
    }
    //! The text of a value of this kind follows.
    void next(rapidjson::Type type)
    {
        tell([type](auto &writer) { writer.RawValue(nullptr, 0, type); });
    }
    void quote(std::string_view plain)
    {
        next(rapidjson::kStringType);
        char *to = stream.reserve(plain.size() + 2);
        *to++ = '"';
        std::memcpy(to, plain.data(), plain.size());
        to += plain.size();
        *to++ = '"';
        stream.finish(to);
    }
    template <class Number> void number(Number value)
    {
        next(rapidjson::kNumberType);
        char *to = stream.reserve(mostOfNumber);
        stream.finish(std::to_chars(to, to + mostOfNumber, value).ptr);
    }
    template <int digits> void length(Duration value)
    {
        constexpr std::int64_t exactInDouble = std::int64_t{1} << 53;
        const std::int64_t nanoseconds = value.count();
        if (nanoseconds > exactInDouble || nanoseconds < -exactInDouble)
            return number(digits == 9 ? toSeconds(value) : toMilliseconds(value));
        next(rapidjson::kNumberType);
        stream.finish(decimal<digits>(stream.reserve(mostOfNumber), nanoseconds));
    }

    static constexpr std::size_t mostOfNumber = 32;
    Utf8Stream stream;
    const bool isIndented;
    rapidjson::Writer<Utf8Stream> compact;
    rapidjson::PrettyWriter<Utf8Stream> indented;
};

JsonWriter::JsonWriter(Layout layout, qsizetype expectedBytes)
    : d(std::make_unique<Private>(layout, expectedBytes))
{ }

JsonWriter::~JsonWriter() = default;

QByteArray JsonWriter::take()
{
    if (d->isIndented)
        d->stream.Put('\n');
    return d->stream.take();
}

void JsonWriter::add(std::nullptr_t)
{
    d->next(rapidjson::kNullType);
    d->stream.append("null");
}

void JsonWriter::add(double value)
{
    if (!std::isfinite(value))
        return add(nullptr);
    d->number(value + 0.0); // no -0
}

void JsonWriter::add(QStringView text)
{
    QStringEncoder encoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    QVarLengthArray<char, 512> utf8(encoder.requiredSpace(text.size()));
    const char *const end = encoder.appendToBuffer(utf8.data(), text);
    const auto size = static_cast<rapidjson::SizeType>(end - utf8.data());
    d->tell([&](auto &writer) { writer.String(utf8.data(), size); });
}

void JsonWriter::add(QLatin1StringView name)
{
    d->quote(JsonKey(name).text());
}

void JsonWriter::add(WallTime time)
{
    d->quote(IsoTime(time).text());
}

void JsonWriter::add(JsonValue::Seconds length)
{
    d->length<9>(length.length);
}

void JsonWriter::add(JsonValue::Milliseconds length)
{
    d->length<6>(length.length);
}

void JsonWriter::begin(JsonKey key)
{
    d->quote(key.text());
}

void JsonWriter::beginObject()
{
    d->tell([](auto &writer) { writer.StartObject(); });
}

void JsonWriter::endObject()
{
    d->tell([](auto &writer) { writer.EndObject(); });
}

void JsonWriter::beginArray()
{
    d->tell([](auto &writer) { writer.StartArray(); });
}

void JsonWriter::endArray()
{
    d->tell([](auto &writer) { writer.EndArray(); });
}

void JsonWriter::addBool(bool value)
{
    d->next(value ? rapidjson::kTrueType : rapidjson::kFalseType);
    d->stream.append(value ? "true" : "false");
}

void JsonWriter::addWhole(std::int64_t value)
{
    d->number(value);
}

QJsonObject jsonTree(const QByteArray &line)
{
    return QJsonDocument::fromJson(line).object();
}

} // namespace Breakwater
