// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/idlelist.h>

#include <QtCore/QtGlobal>

#include <utility>

namespace Breakwater {

void IdleList::append(Node &node, MonotonicTime now)
{
    remove(node);
    Q_ASSERT(!m_last || m_last->since <= now);
    node = {.before = m_last, .after = nullptr, .since = now, .isListed = true};
    (m_last ? m_last->after : m_first) = &node;
    m_last = &node;
    ++m_size;
}

void IdleList::remove(Node &node)
{
    if (!node.isListed)
        return;
    (node.before ? node.before->after : m_first) = node.after;
    (node.after ? node.after->before : m_last) = node.before;
    for (Walk *walk = m_walks; walk; walk = walk->m_other) {
        if (walk->m_next == &node)
            walk->m_next = node.after;
    }
    node = {};
    --m_size;
}

IdleList::Walk::Walk(IdleList &list) : m_list(list), m_other(std::exchange(list.m_walks, this)) { }

IdleList::Node *IdleList::Walk::next(MonotonicTime latest)
{
    if (!m_next || m_next->since > latest)
        return nullptr;
    return std::exchange(m_next, m_next->after);
}

} // namespace Breakwater
