// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/text.h>
#include <core/watch/streamreader.h>

#include <tests/fuzz/fuzz.h>

using namespace Breakwater;

namespace {

bool isHarmless(const QString &text)
{
    return sanitised(text, text.size()) == text;
}

} // namespace

//! One message of a metrics stream that we watch: an error, or a frame whose texts can be shown.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto frame = readStreamFrame(Fuzz::bytesOf(data, size));
    if (!frame) {
        MUST(!frame.error().message.isEmpty() && isHarmless(frame.error().message));
        return 0;
    }

    if (const auto *core = std::get_if<CoreStats>(&*frame)) {
        MUST(core->snapshot.sessions.size() <= 1000);
        for (const SessionSnapshot &session : core->snapshot.sessions)
            MUST(isHarmless(session.name) && isHarmless(session.url));
    }
    if (const auto *error = std::get_if<RemoteError>(&*frame))
        MUST(isHarmless(error->sentence));
    if (const auto *unknown = std::get_if<UnknownFrame>(&*frame))
        MUST(isHarmless(unknown->type));
    if (const auto *event = std::get_if<Event>(&*frame))
        MUST(isHarmless(event->title) && isHarmless(event->detail));
    if (const auto *other = std::get_if<IncompatibleFrame>(&*frame))
        MUST(isHarmless(other->sentence));
    return 0;
}
