// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QProcess>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtTest/QTest>

namespace Breakwater::Test {

struct CurlReply
{
    int status = 0; //!< 0: no answer; the body is then what curl says of it
    QByteArray body;
};

//! Asks with the real curl, as a person would, at most 10 s. The test's event loop goes on.
inline CurlReply curl(const QString &url, const QStringList &more = {})
{
    QProcess process;
    process.start(QStringLiteral("curl"),
                  QStringList{QStringLiteral("--silent"), QStringLiteral("--show-error"),
                              QStringLiteral("--max-time"), QStringLiteral("10"),
                              QStringLiteral("--write-out"), QStringLiteral("\n%{http_code}"), url}
                      + more);
    [[maybe_unused]] const bool ended
        = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 15'000);
    const QByteArray said = process.readAllStandardOutput();
    const auto end = said.lastIndexOf('\n');
    const int status = said.mid(end + 1).toInt();
    return {status,
            status == 0 ? process.readAllStandardError() : said.left(std::max<qsizetype>(end, 0))};
}

} // namespace Breakwater::Test
