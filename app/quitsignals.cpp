// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/quitsignals.h>

#include <QtCore/QSocketNotifier>

#include <array>
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <unistd.h>

namespace Breakwater::App {

namespace {

// A signal handler has no object: what it needs has to be global.
std::array<int, 2> pipeEnds{-1, -1};
volatile std::sig_atomic_t wasAsked = 0;
std::timespec askedAt{};

constexpr std::array quitSignals{SIGINT, SIGTERM, SIGHUP};

bool isSameAsking()
{
    std::timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    const auto seconds = now.tv_sec - askedAt.tv_sec;
    return seconds < 1 || (seconds == 1 && now.tv_nsec < askedAt.tv_nsec);
}

void handle(int number)
{
    if (wasAsked != 0) {
        if (!isSameAsking()) {
            std::signal(number, SIG_DFL);
            std::raise(number);
        }
        return;
    }
    ::clock_gettime(CLOCK_MONOTONIC, &askedAt);
    wasAsked = 1;
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(pipeEnds[1], &byte, 1);
}

//! nohup and its like want the program to live on.
bool isIgnored(int number)
{
    struct sigaction present
    { };
    return sigaction(number, nullptr, &present) == 0 && present.sa_handler == SIG_IGN;
}

} // namespace

QuitSignals::QuitSignals(QObject *parent) : QObject(parent)
{
    if (::pipe2(pipeEnds.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &QuitSignals::onReadable);
    wasAsked = 0;
    for (const int number : quitSignals) {
        if (number == SIGHUP && isIgnored(number))
            continue;
        struct sigaction action
        { };
        action.sa_handler = handle;
        sigemptyset(&action.sa_mask);
        action.sa_flags = SA_RESTART;
        sigaction(number, &action, nullptr);
    }
}

QuitSignals::~QuitSignals()
{
    for (const int number : quitSignals) {
        if (!isIgnored(number))
            std::signal(number, SIG_DFL);
    }
    m_notifier.reset();
    for (int &end : pipeEnds) {
        if (end != -1)
            ::close(end);
        end = -1;
    }
}

void QuitSignals::onReadable()
{
    char byte = 0;
    while (::read(pipeEnds[0], &byte, 1) > 0) { }
    Q_EMIT quitWanted();
}

} // namespace Breakwater::App
