// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/faultpipe.h>

namespace Breakwater {

FaultPipe::FaultPipe(const LastingFaults &lasting, RandomSource &random, FaultCounts &counts)
    : m_faults(lasting, random.next(), counts), m_line(lasting, random.next())
{ }

QByteArray FaultPipe::push(QByteArrayView bytes, MonotonicTime now)
{
    const FrameFaults::Passed passed = m_faults.pass(bytes);
    m_line.push(passed.onward, now);
    return passed.answers;
}

void FaultPipe::inject(const QByteArray &frame, MonotonicTime now)
{
    m_line.push(m_faults.inject(frame), now);
}

void FaultPipe::closeWith(int code, MonotonicTime now)
{
    m_line.push(m_faults.closeWith(code), now);
}

void FaultPipe::senderEnded(MonotonicTime now)
{
    if (m_hasSenderEnded)
        return;
    m_hasSenderEnded = true;
    m_line.push(m_faults.passRest(), now);
}

} // namespace Breakwater
