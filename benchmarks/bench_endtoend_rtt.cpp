// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long an answer takes: 64 B to an echo on the same core, a thousand a second, through our
// session and through a raw QWebSocket in turns; once with nothing else on the link, and once with
// thirty messages at a time. Target T2.

#include <benchmarks/bench_endtoend_machine.h>
#include <benchmarks/bench_endtoend_rounds.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

#include <algorithm>
#include <cstring>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Bench;

namespace {

constexpr int cpu = 0;
constexpr qsizetype size = 64;
constexpr int loadedBurst = 30;

//! One end of a link to an echo.
class Asker
{
public:
    virtual ~Asker() = default;
    virtual bool open(const Endpoint &endpoint) = 0;
    virtual void ask(const QByteArray &payload) = 0;
    virtual void close() = 0;
    std::function<void(const QByteArray &)> onAnswer;
};

class RawAsker final : public Asker
{
public:
    bool open(const Endpoint &endpoint) override
    {
        QObject::connect(&m_socket, &QWebSocket::binaryMessageReceived, &m_socket,
                         [this](const QByteArray &answer) { onAnswer(answer); });
        m_socket.open(endpoint.url);
        return Sender::waitFor(
            [this] { return m_socket.state() == QAbstractSocket::ConnectedState; });
    }
    void ask(const QByteArray &payload) override { m_socket.sendBinaryMessage(payload); }
    void close() override { m_socket.close(); }

private:
    QWebSocket m_socket;
};

class ResilientAsker final : public Asker
{
public:
    bool open(const Endpoint &endpoint) override
    {
        m_sender.onReceived = [this](const QByteArray &answer) { onAnswer(answer); };
        m_sender.onChanged = [this](Session &session) { m_session = &session; };
        return m_sender.open(endpoint);
    }
    void ask(const QByteArray &payload) override
    {
        m_session->send({.payload = payload,
                         .kind = PayloadKind::Binary,
                         .explicitId = std::to_string(++m_lastId)});
    }
    void close() override { m_sender.close(); }

private:
    ResilientSender m_sender{size, StabilityConfig(), true};
    Session *m_session = nullptr;
    std::uint64_t m_lastId = 0;
};

//! Round trips in nanoseconds; empty when the link does not open or an answer is lost.
std::vector<double> roundTrips(Asker &asker, const Endpoint &endpoint, int ticks, int burst)
{
    std::vector<double> took;
    asker.onAnswer = [&took](const QByteArray &answer) {
        double asked = 0;
        std::memcpy(&asked, answer.constData(), sizeof asked);
        took.push_back(wallNanoseconds() - asked);
    };
    if (!asker.open(endpoint))
        return {};
    const auto all = static_cast<std::size_t>(ticks) * static_cast<std::size_t>(burst);
    int left = ticks;
    QTimer tick;
    tick.setTimerType(Qt::PreciseTimer);
    QObject::connect(&tick, &QTimer::timeout, &tick, [&] {
        for (int i = 0; left > 0 && i < burst; ++i) {
            QByteArray payload(size, 'x');
            const double now = wallNanoseconds();
            std::memcpy(payload.data(), &now, sizeof now);
            asker.ask(payload);
        }
        --left;
    });
    tick.start(1ms);
    const bool isWhole = Sender::waitFor([&] { return took.size() == all; });
    tick.stop();
    asker.close();
    std::sort(took.begin(), took.end());
    return isWhole ? took : std::vector<double>();
}

double at(const std::vector<double> &sorted, double share)
{
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

//! The ratio of the medians, and that of the control; every round in turns.
std::pair<double, double> measure(Report &report, Sink &sink, const QString &name, int rounds,
                                  int ticks, int burst)
{
    const QStringList names{QStringLiteral("raw"), QStringLiteral("resilient"),
                            QStringLiteral("raw_again")};
    std::array<std::vector<double>, 3> medians;
    std::array<std::vector<double>, 3> tails;
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t which = 0; which < medians.size(); ++which) {
            std::unique_ptr<Asker> asker;
            if (which == 1)
                asker = std::make_unique<ResilientAsker>();
            else
                asker = std::make_unique<RawAsker>();
            const auto took = roundTrips(*asker, sink.endpoint(true), ticks, burst);
            if (took.empty()) {
                report.fail(QStringLiteral("answers were lost"));
                return {};
            }
            report.addIterations(static_cast<qint64>(took.size()));
            medians[which].push_back(at(took, 0.5));
            tails[which].push_back(at(took, 0.99));
        }
    }
    std::vector<double> ratios;
    std::vector<double> controls;
    for (std::size_t i = 0; i < medians[0].size(); ++i) {
        ratios.push_back(medians[1][i] / medians[0][i]);
        controls.push_back(medians[2][i] / medians[0][i]);
    }
    for (std::size_t which = 0; which < medians.size(); ++which) {
        const QString key = name + names[static_cast<qsizetype>(which)];
        report.addTimes(key + QStringLiteral("_p50"), medians[which]);
        report.addTimes(key + QStringLiteral("_p99"), tails[which]);
    }
    return {medianOf(ratios), medianOf(controls)};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto options = Options::of(QCoreApplication::arguments());
    Report report(QStringLiteral("endtoend_rtt"));
    pinToCpu(cpu);
    Sink sink(Sink::Kind::Raw, cpu);
    if (!sink.isRunning()) {
        report.fail(sink.said());
        return report.finish();
    }
    const int ticks = options.quick ? 250 : 1500;
    const auto [idle, control]
        = measure(report, sink, QStringLiteral("idle_"), options.rounds, ticks, 1);
    const auto [loaded, ignored]
        = measure(report, sink, QStringLiteral("loaded_"), options.rounds, ticks, loadedBurst);
    report.addMeasured(QStringLiteral("T2"), idle);
    report.note(QStringLiteral("loaded_ratio"), loaded);
    report.setControl(control);
    return report.finish();
}
