// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/format/csv.h>

#include <tests/fuzz/fuzz.h>

#include <QtCore/QStringList>

using namespace Breakwater;

namespace {

//! The cells of one row, by the letter of RFC 4180; every cell is quoted.
QStringList readRow(QStringView row)
{
    QStringList cells;
    while (true) {
        MUST(row.startsWith(u'"'));
        QString cell;
        for (row = row.mid(1); !row.startsWith(u'"') || row.startsWith(u"\"\""); row = row.mid(1)) {
            MUST(!row.isEmpty());
            if (row.startsWith(u'"'))
                row = row.mid(1);
            cell += row.front();
        }
        cells += cell;
        row = row.mid(1);
        if (row.isEmpty())
            return cells;
        MUST(row.startsWith(u','));
        row = row.mid(1);
    }
}

} // namespace

//! Foreign text in a CSV file: its cells read back, and none is a formula.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Fuzz::Parts parts(data, size);
    const QString first = parts.nextText();
    const QString second = parts.nextText();

    const QStringList cells
        = readRow(Ui::Format::csvCell(first) + u',' + Ui::Format::csvCell(second));

    MUST(cells.size() == 2);
    MUST(cells.front() == first || cells.front() == u'\'' + first);
    MUST(cells.back() == second || cells.back() == u'\'' + second);
    for (const QString &cell : cells)
        MUST(cell.isEmpty() || !QStringLiteral("=+-@\t\r").contains(cell.front()));
    return 0;
}
