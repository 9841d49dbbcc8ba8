// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/plaintext.h>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

QString plainToolTip(const QString &text)
{
    // An element of our own around it makes it HTML for certain, so that escaping is right; and
    // lines may wrap.
    return text.isEmpty() ? text : "<qt>"_L1 + text.toHtmlEscaped() + "</qt>"_L1;
}

} // namespace Breakwater::Ui
