// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace Breakwater {

//! A queue that keeps its elements where they are, in chunks of `ChunkSize`. Both ends and any
//! place are O(1). One chunk is kept in reserve, so that a steady flow allocates nothing
//! (std::deque, with chunks of 512 bytes, allocates for every second message); before the first
//! element there is none.
template <class T, std::size_t ChunkSize> class ChunkedQueue final
{
public:
    ChunkedQueue() = default;
    ~ChunkedQueue() { clear(); }
    ChunkedQueue(ChunkedQueue &&other) noexcept { swap(other); }
    ChunkedQueue &operator=(ChunkedQueue &&other) noexcept
    {
        ChunkedQueue moved(std::move(other));
        swap(moved);
        return *this;
    }

    bool isEmpty() const { return m_size == 0; }
    std::size_t size() const { return m_size; }
    T &operator[](std::size_t i) { return *place(m_first + i); }
    const T &operator[](std::size_t i) const { return *place(m_first + i); }
    T &front() { return *place(m_first); }
    const T &front() const { return *place(m_first); }
    T &back() { return *place(m_first + m_size - 1); }
    const T &back() const { return *place(m_first + m_size - 1); }

    template <class... Arguments> T &emplaceBack(Arguments &&...arguments)
    {
        if (m_first + m_size == m_chunks.size() * ChunkSize)
            addChunk(); // may move m_first
        T *element
            = std::construct_at(place(m_first + m_size), std::forward<Arguments>(arguments)...);
        ++m_size;
        return *element;
    }

    void popFront()
    {
        std::destroy_at(place(m_first));
        --m_size;
        ++m_first;
        if (m_first % ChunkSize == 0 || m_size == 0)
            leaveChunk();
    }

    void popBack()
    {
        --m_size;
        std::destroy_at(place(m_first + m_size));
        if (m_size == 0)
            leaveChunk();
    }

    //! O(n); what stays keeps its order, and moves.
    template <class Condition> void removeIf(Condition condition)
    {
        ChunkedQueue kept;
        for (std::size_t i = 0; i < m_size; ++i) {
            if (!condition(std::as_const((*this)[i])))
                kept.emplaceBack(std::move((*this)[i]));
        }
        swap(kept);
    }

    void clear()
    {
        while (!isEmpty())
            popFront();
    }

    //! Of what it has allocated.
    std::size_t bytes() const
    {
        const std::size_t chunks = m_chunks.size() - m_gone + (m_reserve ? 1 : 0);
        return chunks * sizeof(Chunk) + m_chunks.capacity() * sizeof(m_chunks[0]);
    }

private:
    static constexpr std::size_t fewChunks = 16;
    struct Chunk
    {
        alignas(T) std::byte room[ChunkSize * sizeof(T)];
    };

    //! The place may be empty.
    T *place(std::size_t position) const
    {
        return reinterpret_cast<T *>(m_chunks[position / ChunkSize]->room) + position % ChunkSize;
    }

    void addChunk()
    {
        if (m_gone > fewChunks && m_gone > m_chunks.size() / 2) {
            m_chunks.erase(m_chunks.begin(), m_chunks.begin() + std::ptrdiff_t(m_gone));
            m_first -= m_gone * ChunkSize;
            m_gone = 0;
        }
        m_chunks.push_back(m_reserve ? std::move(m_reserve)
                                     : std::make_unique_for_overwrite<Chunk>());
    }

    //! The front has left its chunk, or nothing is left at all: then the next one comes first.
    void leaveChunk()
    {
        if (m_size == 0 && m_chunks.size() <= fewChunks) {
            m_first = m_gone * ChunkSize;
            return;
        }
        if (m_size == 0) { // after a burst
            m_reserve = std::move(m_chunks[m_gone]);
            m_chunks.clear();
            m_chunks.shrink_to_fit();
            m_first = m_gone = 0;
            return;
        }
        m_reserve = std::move(m_chunks[m_gone]);
        ++m_gone;
    }

    void swap(ChunkedQueue &other)
    {
        std::swap(m_chunks, other.m_chunks);
        std::swap(m_reserve, other.m_reserve);
        std::swap(m_gone, other.m_gone);
        std::swap(m_first, other.m_first);
        std::swap(m_size, other.m_size);
    }

    std::vector<std::unique_ptr<Chunk>> m_chunks; //!< the first `m_gone` are null
    std::unique_ptr<Chunk> m_reserve;
    std::size_t m_gone = 0;
    std::size_t m_first = 0; //!< place of the front, counted from m_chunks[0]
    std::size_t m_size = 0;
};

} // namespace Breakwater
