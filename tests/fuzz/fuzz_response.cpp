// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/responsereader.h>

#include <tests/fuzz/fuzz.h>

#include <algorithm>

using namespace Breakwater;
using State = ResponseReader::State;

namespace {

ResponseReader read(QByteArrayView bytes, qsizetype step, bool isClosed)
{
    ResponseReader reader;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        const State before = reader.state();
        const State after = reader.feed(bytes.sliced(at, std::min(step, bytes.size() - at)));
        MUST(before == State::Reading || after == before);
        MUST(reader.body().size() <= ResponseReader::mostBodyBytes);
    }
    if (isClosed)
        reader.finish();
    return reader;
}

void isTheSame(const ResponseReader &a, const ResponseReader &b)
{
    MUST(a.state() == b.state());
    MUST(a.problem() == b.problem());
    MUST(a.status() == b.status());
    MUST(a.state() == State::Failed || a.body() == b.body());
}

} // namespace

//! An answer over HTTP, as it arrives: the same wherever it is cut, never more than the limits
//! allow, and what was read can be said again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    const QByteArray bytes = Fuzz::bytesOf(data + 1, size - 1);
    const qsizetype whole = std::max<qsizetype>(bytes.size(), 1);
    const qsizetype step = 1 + data[0] % 16;

    isTheSame(read(bytes, whole, false), read(bytes, step, false));
    const ResponseReader reader = read(bytes, whole, true);
    isTheSame(reader, read(bytes, step, true));

    MUST(reader.state() != State::Reading); // the connection has ended
    MUST(reader.problem().has_value() == (reader.state() == State::Failed));
    MUST(!reader.status() || (*reader.status() >= 200 && *reader.status() <= 599));
    if (reader.state() != State::Done)
        return 0;
    MUST(bytes.startsWith("HTTP/1."));
    const int status = reader.status().value();
    const QByteArray again = "HTTP/1.1 " + QByteArray::number(status) + "\r\nContent-Length: "
        + QByteArray::number(reader.body().size()) + "\r\n\r\n" + reader.body();
    isTheSame(reader, read(again, step, false));
    return 0;
}
