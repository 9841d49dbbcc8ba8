// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/words.h>

#include <app/bootstrap.h>

#include <QtCore/QStringList>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <mutex>

namespace Breakwater::Cli {

namespace {

const QString program = QStringLiteral("breakwaterctl");

//! The newest sentences of the log; it speaks on any thread.
class Logged final
{
public:
    void add(const QString &sentence)
    {
        const std::lock_guard lock(m_mutex);
        m_sentences.append(sentence);
        if (m_sentences.size() > most)
            m_sentences.removeFirst();
    }
    bool has(const QString &sentence)
    {
        const std::lock_guard lock(m_mutex);
        return m_sentences.contains(sentence);
    }

private:
    static constexpr qsizetype most = 64;

    std::mutex m_mutex;
    QStringList m_sentences;
};

Logged &logged()
{
    static Logged sentences;
    return sentences;
}

QtMessageHandler usualHandler = nullptr;

void handleLog(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const bool isOurs = QByteArrayView(context.category).startsWith("breakwater.");
    if (!isOurs || (type != QtWarningMsg && type != QtCriticalMsg))
        return usualHandler(type, context, text);
    logged().add(text);
    App::printSentence(program, text);
}

} // namespace

void speakForTheLog()
{
    logged(); // lives longer than every thread that logs
    usualHandler = qInstallMessageHandler(handleLog);
}

bool wasLogged(const QString &sentence)
{
    return logged().has(sentence);
}

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
    if (!wasLogged(sentence))
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
