// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <algorithm>
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
        if (!m_records->empty() && record.sequence <= m_records->back().sequence)
            return false;
        auto records = std::make_shared<std::vector<Record>>(*m_records);
        records->push_back(record);
        return keep(std::move(records));
    }

    //! All that the remote holds itself. It began anew where its numbers went back.
    void take(const std::vector<Record> &all)
    {
        if (all.empty())
            return;
        const bool beganAnew
            = !m_records->empty() && all.back().sequence < m_records->back().sequence;
        auto records = std::make_shared<std::vector<Record>>();
        if (!beganAnew) {
            const auto isOlder
                = [&](const Record &record) { return record.sequence < all.front().sequence; };
            std::copy_if(m_records->begin(), m_records->end(), std::back_inserter(*records),
                         isOlder);
        }
        for (const Record &record : all) {
            if (records->empty() || record.sequence > records->back().sequence)
                records->push_back(record);
        }
        keep(std::move(records));
    }

    std::shared_ptr<const std::vector<Record>> records() const { return m_records; }

private:
    bool keep(std::shared_ptr<std::vector<Record>> records)
    {
        if (records->size() > m_most)
            records->erase(records->begin(), records->end() - static_cast<std::ptrdiff_t>(m_most));
        m_records = std::move(records);
        return true;
    }

    std::size_t m_most;
    std::shared_ptr<const std::vector<Record>> m_records
        = std::make_shared<const std::vector<Record>>();
};

} // namespace Breakwater
