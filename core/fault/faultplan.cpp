// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/faultplan.h>

#include <core/fault/faultamounts.h>
#include <core/fault/faultplanreader.h>

#include <algorithm>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

using namespace FaultAmounts;

QStringList wordsFor(const LastingFaults &lasting)
{
    QStringList words;
    if (lasting.latency > Duration::zero())
        words += u"%1 of latency"_qs.arg(durationText(lasting.latency));
    if (lasting.jitter > Duration::zero())
        words += u"up to %1 of jitter"_qs.arg(durationText(lasting.jitter));
    if (lasting.bytesPerSecond)
        words += u"at most %1 a second"_qs.arg(bytesText(*lasting.bytesPerSecond));
    if (lasting.slice)
        words += u"at most %1 a write"_qs.arg(bytesText(*lasting.slice));
    if (lasting.corrupt > 0)
        words += u"a bit flipped in %1 of the bytes of messages"_qs.arg(shareText(lasting.corrupt));
    if (lasting.dropPongs > 0)
        words += u"%1 of the pongs lost"_qs.arg(shareText(lasting.dropPongs));
    if (lasting.answerPings)
        words += u"pings answered by the proxy itself"_qs;
    return words;
}

void appendLasting(QStringList &sentences, const QString &where, const LastingFaults &lasting)
{
    if (const QStringList words = wordsFor(lasting); !words.isEmpty())
        sentences += u"%1: %2."_qs.arg(where, words.join(u", "_qs));
}

QString sentenceFor(const PlannedFault &event)
{
    using When = PlannedFault::When;
    const QString what = toString(event.fault);
    if (event.when == When::At)
        return u"%1 into each connection: %2."_qs.arg(durationText(event.time), what);
    if (event.when == When::Every)
        return u"Every %1 of a connection: %2."_qs.arg(durationText(event.time), what);
    return u"After %1 of each connection: %2."_qs.arg(bytesText(event.bytes), what);
}

} // namespace

Expected<FaultPlan> FaultPlan::fromText(const QString &text)
{
    return FaultPlanReader().read(text);
}

bool FaultPlan::needsFrames() const
{
    const auto looksInside = [](const LastingFaults &lasting) {
        return lasting.corrupt > 0 || lasting.dropPongs > 0 || lasting.answerPings;
    };
    const auto counts = [](const PlannedFault &event) {
        return event.fault.kind == FaultKind::Close || event.fault.kind == FaultKind::CloseMidFrame;
    };
    return looksInside(up) || looksInside(down) || std::ranges::any_of(events, counts);
}

QStringList FaultPlan::sentences() const
{
    QStringList sentences;
    if (up == down) {
        appendLasting(sentences, u"Both ways"_qs, up);
    } else {
        appendLasting(sentences, u"From client to server"_qs, up);
        appendLasting(sentences, u"From server to client"_qs, down);
    }
    for (const PlannedFault &event : events)
        sentences += sentenceFor(event);
    return sentences;
}

QString toString(const LinkFault &fault)
{
    QString text;
    switch (fault.kind) {
    case FaultKind::Blackhole: text = u"a blackhole"_qs; break;
    case FaultKind::HalfOpen: text = u"half-open"_qs; break;
    case FaultKind::Reset: return u"a reset"_qs;
    case FaultKind::Close: return u"a close with code %1"_qs.arg(fault.closeCode);
    case FaultKind::CloseMidFrame: text = u"an end in the middle of a frame"_qs; break;
    }
    if (fault.length)
        text += u" for %1"_qs.arg(durationText(*fault.length));
    if (!fault.up)
        text += u" from server to client"_qs;
    else if (!fault.down)
        text += u" from client to server"_qs;
    return text;
}

} // namespace Breakwater
