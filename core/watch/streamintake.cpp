// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/streamintake.h>

#include <core/base/overloaded.h>
#include <core/base/text.h>
#include <core/resilience/words.h>
#include <core/watch/streamreader.h>

#include <QtCore/QStringList>

namespace Breakwater {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr Duration errorIsShownFor = 1min;
constexpr Duration betweenToldErrors = 10s; // the log holds other events, too
constexpr Duration unreadableForLong = 30s;
constexpr Duration periodOfCores = 1s;
constexpr Duration periodOfServices = 5s;

QString frames(std::uint64_t count)
{
    return count == 1 ? u"1 frame"_qs : u"%1 frames"_qs.arg(count);
}

} // namespace

StreamIntake::Result StreamIntake::take(const QByteArray &utf8, TimeSample at,
                                        std::optional<int> mostPerSecond)
{
    const int most = mostPerSecond.value_or(FrameBudget::framesPerSecond);
    if (!m_budget.take(at.monotonic, utf8.size(), most))
        return {.beganSkipping = m_budget.skipped() == m_skippedBefore + 1};
    const auto frame = readStreamFrame(utf8);
    if (!frame) {
        m_services.countMalformed(frame.error().message);
        m_sentUnreadable = true;
        return {};
    }
    m_readableAt = at.monotonic;
    m_sentUnreadable = false;
    return take(*frame, at);
}

StreamIntake::Result StreamIntake::take(const StreamFrame &frame, TimeSample at)
{
    Result result;
    const auto toCore = [&](const auto &what) {
        result.isFresh = true;
        result.isChange = m_core.take(what, at);
    };
    std::visit(
        Overloaded{[&](const CoreStats &stats) {
                       result.isFresh = true;
                       result.isChange = m_core.take(stats.snapshot, at,
                                                     stats.isWhole ? RemoteCore::Extent::Whole
                                                                   : RemoteCore::Extent::Tick);
                   },
                   [&](const TransitionRecord &transition) { toCore(transition); },
                   [&](const Event &event) { toCore(event); },
                   [&](const ServiceFrame &services) { take(services, at, result); },
                   [&](const StreamAnswer &) {}, // nothing was asked that needs one
                   [&](const StreamPong &) {},
                   [&](const RemoteError &error) { take(error, at, result); },
                   [&](const UnknownFrame &unknown) { m_services.countUnknown(unknown.type); },
                   [&](const IncompatibleFrame &incompatible) {
                       result.incompatible = sanitised(incompatible.sentence);
                   }},
        frame);
    return result;
}

void StreamIntake::take(const ServiceFrame &frame, TimeSample at, Result &result)
{
    if (frame.type == "event"_L1) {
        const auto happening = readServiceEvent(frame.data);
        if (!happening)
            return m_services.countMalformed(happening.error().message);
        m_services.take(*happening, frame.sentAt.value_or(at.wall));
    } else {
        const auto stats = readServiceStats(frame.data);
        if (!stats)
            return m_services.countMalformed(stats.error().message);
        m_services.take(*stats);
    }
    result.isFresh = true;
}

void StreamIntake::take(const RemoteError &error, TimeSample at, Result &result)
{
    const QString sentence = sanitised(error.sentence);
    const bool isNews = sentence != m_remoteError
        && (!m_errorToldAt || at.monotonic - *m_errorToldAt >= betweenToldErrors);
    m_remoteError = sentence;
    m_remoteErrorAt = at.monotonic;
    if (!isNews)
        return;
    m_errorToldAt = at.monotonic;
    result.remoteError = sentence;
}

void StreamIntake::opened(MonotonicTime now)
{
    m_readableAt = now;
    m_sentUnreadable = false;
    m_skippedBefore = m_budget.skipped();
    m_remoteError.clear();
}

void StreamIntake::linkLost()
{
    m_services.linkLost();
}

Duration StreamIntake::period() const
{
    if (const auto told = m_core.period())
        return *told;
    return !m_core.isKnown() && !m_services.isEmpty() ? periodOfServices : periodOfCores;
}

QString StreamIntake::remarks(MonotonicTime now) const
{
    QStringList remarks;
    if (m_sentUnreadable && now - m_readableAt >= unreadableForLong)
        remarks
            += u"It has sent nothing that can be read for %1."_qs.arg(spoken(now - m_readableAt));
    if (!m_remoteError.isEmpty() && now - m_remoteErrorAt < errorIsShownFor)
        remarks += u"It reports an error: %1"_qs.arg(m_remoteError);
    if (m_budget.skipped() > m_skippedBefore)
        remarks += u"It sends more than is read here: %1 skipped."_qs.arg(
            frames(m_budget.skipped() - m_skippedBefore));
    if (m_services.malformed() > 0)
        remarks += u"%1 could not be read: %2"_qs.arg(frames(m_services.malformed()),
                                                      m_services.lastMalformed());
    if (m_services.unknown() > 0)
        remarks += u"%1 of unknown types, the last \u201c%2\u201d."_qs.arg(
            frames(m_services.unknown()), m_services.lastUnknown());
    return remarks.join(u' ');
}

} // namespace Breakwater
