// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/idlelist.h>

#include <QtCore/QtGlobal>

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
    node = {};
    --m_size;
}

IdleList::Node *IdleList::takeOldest(MonotonicTime latest)
{
    Node *oldest = m_first;
    if (!oldest || oldest->since > latest)
        return nullptr;
    remove(*oldest);
    return oldest;
}

} // namespace Breakwater
