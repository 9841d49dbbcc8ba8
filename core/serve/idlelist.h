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

    //! Begins a look at all who are listed now, in pieces; a look that is under way ends.
    void startWalk() { m_next = m_first; }
    //! The next of them, if it has waited since `latest` or longer; else null. Who is taken out
    //! meanwhile is passed over.
    Node *walkOn(MonotonicTime latest);

private:
    Node *m_first = nullptr;
    Node *m_last = nullptr;
    Node *m_next = nullptr; //!< of the walk
    std::size_t m_size = 0;
};

} // namespace Breakwater
