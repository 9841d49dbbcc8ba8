// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/headerlines.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

Expected<HeaderList> headersFromText(const QString &text)
{
    HeaderList headers;
    int number = 0;
    for (const QString &line : text.split(u'\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        const qsizetype colon = line.indexOf(u':');
        if (colon < 1) {
            return Unexpected<>(
                Error{ErrorKind::BadArgument,
                      QCoreApplication::translate("HeaderLines",
                                                  "Headers, line %1: write it as “Name: value”.")
                          .arg(number)});
        }
        headers.emplace_back(line.left(colon).trimmed(), line.mid(colon + 1).trimmed());
    }
    return headers;
}

QString textFromHeaders(const HeaderList &headers)
{
    QStringList lines;
    for (const auto &[name, value] : headers)
        lines.append(u"%1: %2"_qs.arg(name, value));
    return lines.join(u'\n');
}

} // namespace Breakwater::Ui
