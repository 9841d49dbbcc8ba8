// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/format/csv.h>

namespace Breakwater::Ui::Format {

using namespace Qt::StringLiterals;

QString withoutFormula(const QString &text)
{
    const bool isFormula = !text.isEmpty() && u"=+-@\t\r"_s.contains(text.front());
    return isFormula ? u'\'' + text : text;
}

QString csvCell(const QString &text)
{
    return u'"' + withoutFormula(text).replace(u"\""_s, u"\"\""_s) + u'"';
}

} // namespace Breakwater::Ui::Format
