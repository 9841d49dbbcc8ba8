// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <deque>
#include <memory>
#include <vector>

namespace Breakwater {

//! The last records of a remote core, by its own numbers: each once, oldest first, `most` at most.
//! Pure.
template <class Record> class RemoteRing final
{
public:
    explicit RemoteRing(std::size_t most) : m_most(most) { }

    //! False: known already.
    bool add(const Record &record)
    {
        if (!m_records.empty() && record.sequence <= m_records.back().sequence)
            return false;
        m_records.push_back(record);
        if (m_records.size() > m_most)
            m_records.pop_front();
        m_made.reset();
        return true;
    }

    //! Some that the remote holds itself, without a gap. It began anew where its numbers went back.
    void take(const std::vector<Record> &all)
    {
        if (all.empty())
            return;
        m_made.reset();
        if (!m_records.empty() && all.back().sequence < m_records.back().sequence)
            m_records.clear();
        while (!m_records.empty() && m_records.back().sequence >= all.front().sequence)
            m_records.pop_back();
        for (const Record &record : all)
            add(record);
    }

    //! All that the remote holds itself. Nothing at all: it began anew, and nothing happened since.
    void takeWhole(const std::vector<Record> &all)
    {
        if (all.empty())
            clear();
        take(all);
    }

    //! The remote began anew: the next number may be any.
    void clear()
    {
        m_records.clear();
        m_made.reset();
    }

    //! Never null.
    std::shared_ptr<const std::vector<Record>> records() const
    {
        if (!m_made)
            m_made
                = std::make_shared<const std::vector<Record>>(m_records.begin(), m_records.end());
        return m_made;
    }

private:
    std::size_t m_most;
    std::deque<Record> m_records;
    mutable std::shared_ptr<const std::vector<Record>> m_made; //!< null: made when asked for
};

} // namespace Breakwater
