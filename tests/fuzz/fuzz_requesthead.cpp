// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/requesthead.h>

#include <tests/fuzz/fuzz.h>

using namespace Breakwater;

//! The head of an HTTP request, as it arrives: once refused it is never let in, and what is let in
//! is one whole request of a known kind without a body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = Fuzz::bytesOf(data, size);

    const HeadVerdict verdict = judgeHead(bytes);

    MUST(!(verdict.isComplete && verdict.refusal));
    if (bytes.size() > mostHeadBytes)
        MUST(verdict.refusal);
    if (verdict.refusal)
        MUST(verdict.refusal->status >= 400 && verdict.refusal->status < 500);
    if (!verdict.isComplete)
        return 0;
    MUST(bytes.endsWith("\n\r\n") || bytes.endsWith("\n\n"));
    MUST(bytes.trimmed().startsWith("GET /") || bytes.trimmed().startsWith("HEAD /"));
    MUST(!bytes.toLower().contains("\ntransfer-encoding:"));
    // It did not come in pieces that would have been let in before.
    for (qsizetype part = 0; part < bytes.size(); ++part)
        MUST(!judgeHead(bytes.left(part)).isComplete);
    return 0;
}
