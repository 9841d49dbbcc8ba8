// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/words.h>

#include <app/bootstrap.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace Breakwater::Cli {

namespace {

const QString program = QStringLiteral("breakwaterctl");

} // namespace

void Words::say(const QString &sentence) const
{
    if (!m_isSilent)
        App::printSentence(program, sentence);
}

void Words::line(const QString &text) const
{
    if (m_isSilent)
        return;
    std::fprintf(stderr, "%s\n", qUtf8Printable(text));
    std::fflush(stderr);
}

void complain(const QString &sentence)
{
    App::printSentence(program, sentence);
}

Expected<void> writeOut(const QByteArray &data)
{
    const auto size = static_cast<std::size_t>(data.size());
    if (std::fwrite(data.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0)
        return {};
    return Unexpected<>(Error{ErrorKind::FileAccess,
                              tr("Cannot write to standard output: %1.")
                                  .arg(QString::fromLocal8Bit(std::strerror(errno)))});
}

} // namespace Breakwater::Cli
