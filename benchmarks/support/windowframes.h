// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/ui/charts/scenario.h>

#include <core/base/timesystem.h>
#include <core/history/sourcehistory.h>

#include <QtCore/QObject>
#include <QtCore/QSize>

#include <functional>
#include <optional>
#include <vector>

class QWidget;

namespace Breakwater::Bench {

// What the benchmarks of the window share: a day of history, painted frames, and what they took.

//! A size people have: neither the smallest nor a whole screen.
inline constexpr QSize windowSize(1400, 900);

//! Without a display unless the environment asks for one. Before QApplication is made.
void chooseOffscreen();

//! A day of frames, second by second, that ends now: a link that is lively, and fails three times.
class RecordedDay final
{
public:
    using Take = std::function<void(const SnapshotPtr &)>;

    static constexpr int seconds = 86'400;

    explicit RecordedDay(const TimeSystem &time);

    //! All of the day.
    void tell(const Take &take);
    //! The frame of the second after.
    SnapshotPtr next() { return m_scenario.next(); }

private:
    Test::Scenario m_scenario;
};

//! A top-level window whose paints are counted.
class PaintedWindow final : public QObject
{
public:
    //! Shows it and paints it for the first time.
    explicit PaintedWindow(QWidget &window);

    //! The CPU time of this thread, in ns, until what `change` asked for is painted into the
    //! window's backing store. None when nothing was painted.
    std::optional<double> frame(const std::function<void()> &change);
    //! Frames of which none is missing; otherwise nothing. What `prepare` does before each is not
    //! measured.
    std::vector<double> frames(int count, const std::function<void(int)> &change,
                               const std::function<void()> &prepare = {});
    int paints() const { return m_paints; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int m_paints = 0;
};

//! Of this thread: the share, in %, of the time that passes in `length` of a bare event loop.
double busyPercent(std::chrono::milliseconds length);

//! As seen from outside; where `of` is Anonymous, without what is mapped from files.
enum class Memory { Resident, Anonymous };
double memoryMegabytes(Memory of = Memory::Resident);
//! This program once more, with an argument that makes it print one number (of megabytes, mostly).
std::optional<double> askChild(const QString &argument);

//! As `share` of them are not above; values may come in any order.
double percentile(std::vector<double> values, double share);

} // namespace Breakwater::Bench
