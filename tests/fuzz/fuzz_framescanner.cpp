// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/framescanner.h>

#include <tests/fuzz/fuzz.h>

using namespace Breakwater;

namespace {

struct Seen
{
    QByteArray bytes;    //!< in order, with what is held back at the end
    QByteArray payloads; //!< of frames, a mark behind each
    bool isOpaque = false;
};

Seen scan(const QByteArray &stream, qsizetype step)
{
    FrameScanner scanner;
    Seen seen;
    for (qsizetype at = 0; at < stream.size(); at += step) {
        for (const auto &piece :
             scanner.feed(QByteArrayView(stream).sliced(at, std::min(step, stream.size() - at)))) {
            seen.bytes += piece.bytes;
            if (piece.part != FrameScanner::Part::Frame)
                continue;
            MUST(piece.offset <= piece.frame.payloadBytes);
            MUST(!piece.isFirst || piece.bytes.size() >= piece.frame.headerBytes);
            seen.payloads += piece.isFirst ? piece.bytes.mid(piece.frame.headerBytes) : piece.bytes;
            if (piece.isLast)
                seen.payloads += "|end|";
        }
    }
    seen.isOpaque = scanner.isOpaque();
    seen.bytes += scanner.takeRest();
    return seen;
}

} // namespace

//! Bytes of a WebSocket stream between two peers: none is lost or changed, and frames are found
//! wherever the stream is cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1 || size > 4096)
        return 0;
    const QByteArray stream = Fuzz::bytesOf(data + 1, size - 1);

    const Seen whole = scan(stream, std::max<qsizetype>(stream.size(), 1));
    const Seen pieces = scan(stream, 1 + data[0] % 16);

    MUST(whole.bytes == stream);
    MUST(pieces.bytes == stream);
    MUST(whole.isOpaque == pieces.isOpaque);
    MUST(whole.isOpaque || whole.payloads == pieces.payloads);
    return 0;
}
