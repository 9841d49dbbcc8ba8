// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/delayline.h>

#include <algorithm>

namespace Breakwater {

namespace {

// A narrow line lets so many pieces through in a second; few and large ones would come in bursts.
constexpr std::int64_t piecesPerSecond = 100;

} // namespace

DelayLine::DelayLine(const LastingFaults &lasting, std::uint64_t seed)
    : m_lasting(lasting), m_random(seed)
{ }

void DelayLine::push(const QByteArray &bytes, MonotonicTime now)
{
    if (bytes.isEmpty())
        return;
    const Duration jitter = m_random.uniform(Duration::zero(), m_lasting.jitter);
    m_chunks.push_back({bytes, now + m_lasting.latency + jitter});
    m_waitingBytes += bytes.size();
}

std::optional<QByteArray> DelayLine::take(MonotonicTime now)
{
    const auto wake = nextWake();
    if (!wake || *wake > now)
        return {};
    const qsizetype size = nextSize();
    const Chunk &first = m_chunks.front();
    const QByteArray piece = first.bytes.mid(m_taken, size);
    // From the time it should have left, not from now: late timers cost no bandwidth.
    m_freeAt = *wake;
    m_taken += size;
    m_waitingBytes -= size;
    if (m_taken == first.bytes.size()) {
        m_chunks.pop_front();
        m_taken = 0;
    }
    return piece;
}

std::optional<MonotonicTime> DelayLine::nextWake() const
{
    if (m_chunks.empty())
        return {};
    // In the order of arrival: what is due before the bytes ahead of it waits for them.
    return std::max(m_chunks.front().due, m_freeAt) + timeFor(nextSize());
}

qsizetype DelayLine::nextSize() const
{
    std::int64_t size = m_chunks.front().bytes.size() - m_taken;
    if (m_lasting.slice)
        size = std::min(size, *m_lasting.slice);
    if (m_lasting.bytesPerSecond)
        size = std::min(size,
                        std::max<std::int64_t>(*m_lasting.bytesPerSecond / piecesPerSecond, 1));
    return size;
}

Duration DelayLine::timeFor(qsizetype bytes) const
{
    if (!m_lasting.bytesPerSecond)
        return {};
    const double seconds
        = static_cast<double>(bytes) / static_cast<double>(*m_lasting.bytesPerSecond);
    return Duration(static_cast<Duration::rep>(seconds * 1e9));
}

} // namespace Breakwater
