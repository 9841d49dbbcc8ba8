// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

//! What every target defines: hands foreign bytes to one function of the core, and holds what it
//! makes of them against a property. libFuzzer calls it, and so does replay.cpp.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace Breakwater::Fuzz {

inline QByteArray bytesOf(const std::uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)};
}

[[noreturn]] inline void broken(const char *property, const char *file, int line)
{
    std::fprintf(stderr, "%s:%d: this does not hold: %s\n", file, line, property);
    std::abort();
}

//! Cuts the input at its zero bytes, for functions that take several texts.
class Parts final
{
public:
    Parts(const std::uint8_t *data, std::size_t size) : m_rest(bytesOf(data, size)) { }

    QByteArray next()
    {
        const auto end = m_rest.indexOf('\0');
        const QByteArray part = end < 0 ? m_rest : m_rest.left(end);
        m_rest = end < 0 ? QByteArray() : m_rest.mid(end + 1);
        return part;
    }
    QString nextText() { return QString::fromUtf8(next()); }
    QByteArray rest() { return m_rest; }

private:
    QByteArray m_rest;
};

} // namespace Breakwater::Fuzz

//! An assertion that no build leaves out.
#define MUST(property)                                                                             \
    do {                                                                                           \
        if (!(property))                                                                           \
            Breakwater::Fuzz::broken(#property, __FILE__, __LINE__);                               \
    } while (false)
