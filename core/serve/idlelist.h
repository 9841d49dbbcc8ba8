// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <cstddef>

namespace Breakwater {

//! Who waits since when, the longest first. Intrusive: what is listed derives from Node, stays
//! where it is, and is taken out before it dies. Every call is O(1). Pure.
class IdleList final
{
public:
    struct Node
    {
        Node *before = nullptr;
        Node *after = nullptr;
        MonotonicTime since{}; //!< meaningful while listed
        bool isListed = false;
    };

    //! A look at all who are listed, in pieces. Who is taken out meanwhile is passed over. Several
    //! may be under way; each lives as long as the list.
    class Walk
    {
    public:
        explicit Walk(IdleList &list);
        Walk(const Walk &) = delete;
        Walk &operator=(const Walk &) = delete;

        //! From the oldest on, wherever it was.
        void start() { m_next = m_list.m_first; }
        //! The next one, if it has waited since `latest` or longer; else null.
        Node *next(MonotonicTime latest);

    private:
        friend class IdleList;
        IdleList &m_list;
        Walk *const m_other; //!< of the same list
        Node *m_next = nullptr;
    };

    IdleList() = default;
    IdleList(const IdleList &) = delete;
    IdleList &operator=(const IdleList &) = delete;

    //! To the end, waiting since `now`, which must not go back; wherever it stood before.
    void append(Node &node, MonotonicTime now);
    //! Nothing happens if it is not listed.
    void remove(Node &node);
    //! Null when there is none. The next ones follow by Node::after.
    Node *oldest() const { return m_first; }
    std::size_t size() const { return m_size; }

private:
    Node *m_first = nullptr;
    Node *m_last = nullptr;
    Walk *m_walks = nullptr;
    std::size_t m_size = 0;
};

} // namespace Breakwater
