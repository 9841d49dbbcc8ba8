// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <type_traits>

namespace Breakwater {

//! Numbers, all zero at first, whose memory the system gives as they are touched: a large one does
//! not cost a pause when it is made, as a std::vector's would.
template <class T> class ZeroedArray final
{
    static_assert(std::is_unsigned_v<T>);

public:
    //! At least one.
    explicit ZeroedArray(std::size_t size)
        : m_numbers(static_cast<T *>(std::calloc(size, sizeof(T)))), m_size(size)
    {
        if (!m_numbers)
            throw std::bad_alloc();
    }

    std::size_t size() const { return m_size; }
    T &operator[](std::size_t i) { return m_numbers.get()[i]; }
    const T &operator[](std::size_t i) const { return m_numbers.get()[i]; }
    void clear() { std::memset(m_numbers.get(), 0, bytes()); }
    std::size_t bytes() const { return m_size * sizeof(T); }

private:
    struct Free
    {
        void operator()(T *numbers) const { std::free(numbers); }
    };
    std::unique_ptr<T, Free> m_numbers;
    std::size_t m_size;
};

} // namespace Breakwater
