// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/idpointer.h>

#include <tests/fuzz/fuzz.h>

using namespace Breakwater;

//! An id at a place in any text at all, looked for in each message of a peer: only in JSON, only
//! an id that stands there.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Fuzz::Parts parts(data, size);
    const QString where = parts.nextText();
    const QByteArray text = parts.rest();
    if (!where.isEmpty() && !where.startsWith(u'/'))
        return 0; // the configuration refuses it
    const IdPointer pointer(where);

    const auto id = pointer.find(text);

    MUST(!id || pointer.isSet());
    MUST(!id || id->size() <= std::size_t(text.size()) * 3); // a \u escape is longer than its UTF-8
    MUST(pointer.find(text) == id);
    MUST(!IdPointer().find(text));
    // It is found in an array around it as well. (Not behind a byte order mark, and not deeper than
    // a pointer leads.)
    if (id && text.trimmed().startsWith('{') && where.count(u'/') < 30 && text.size() < 100'000)
        MUST(IdPointer(QStringLiteral("/0") + where).find('[' + text + ']') == id);
    return 0;
}
