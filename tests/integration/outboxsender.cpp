// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/integration/hostfixture.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QSocketNotifier>

#include <cstdio>
#include <unistd.h>

// A program with a durable outbox, made to be killed: outboxsender OUTBOX URL FIRST COUNT
// sends the numbers from FIRST on as critical messages and says on standard output what became of
// each ("accepted 7"). It leaves gracefully when its standard input is closed.

using namespace Breakwater;

namespace {

constexpr std::uint64_t window = 256; // unanswered at once

void say(const char *what, std::uint64_t number)
{
    char line[64];
    const int size = std::snprintf(line, sizeof line, "%s %llu\n", what,
                                   static_cast<unsigned long long>(number));
    [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, line, size);
}

class Sender final
{
public:
    Sender(EngineHost &host, std::uint64_t first, std::uint64_t count)
        : m_host(host), m_next(first), m_end(first + count)
    {
        QObject::connect(&host, &EngineHost::sendAnswered, &host,
                         [this](const SendAnswer &answer) { onAnswer(answer); });
        fill();
    }

private:
    void fill()
    {
        for (; m_next < m_end && m_open < window; ++m_next, ++m_open) {
            say("sent", m_next);
            m_host.post(SendMessage{{QStringLiteral("orders")},
                                    {.payload = QByteArray::number(quint64(m_next))},
                                    m_next});
        }
    }
    void onAnswer(const SendAnswer &answer)
    {
        if (answer.outcome.verdict == SendVerdict::Pending)
            return;
        say(toString(answer.outcome.verdict).data(), answer.requestId);
        --m_open;
        fill();
    }

    EngineHost &m_host;
    std::uint64_t m_next;
    std::uint64_t m_end;
    std::uint64_t m_open = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() != 5)
        return 2;
    StabilityConfig config = Test::hurried();
    config.delivery.outbox = arguments[1];
    config.queue.maxMessages = 100'000;

    EngineHost host(config);
    QObject::connect(&host, &EngineHost::commandFailed, &host, [](const QString &sentence) {
        std::fprintf(stderr, "%s\n", qPrintable(sentence));
    });
    QObject::connect(&host, &EngineHost::shutdownFinished, &application,
                     [&](const ShutdownReport &report) {
                         say("kept", report.pendingMessagesKept);
                         application.quit();
                     });
    host.post(Test::openSession(QStringLiteral("orders"), arguments[2]));
    const Sender sender(host, arguments[3].toULongLong(), arguments[4].toULongLong());
    const QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &host,
                     [&host] { host.shutdown(std::chrono::seconds(5)); });
    return application.exec();
}
