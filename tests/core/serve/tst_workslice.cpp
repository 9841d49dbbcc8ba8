// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/workslice.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace std::chrono_literals;

class WorkSliceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsSoonAfterItsTime();
    void letsSomeStepsPassHoweverLongTheyTake();
    void endsWhereTheClockStandsStill();
    void readsTheClockRarely();
};

namespace {

//! Each step takes so long.
class StepTime final : public TimeSystem
{
public:
    MonotonicTime now() const override
    {
        ++looks;
        return m_now;
    }
    WallTime wallNow() const override { return {}; }
    std::unique_ptr<Timer> createTimer(std::function<void()>) override { return nullptr; }
    //! How many steps a slice has when each takes `step`.
    int stepsInSlice(Duration step)
    {
        WorkSlice slice(*this);
        for (int steps = 1;; ++steps) {
            m_now += step;
            if (!slice.goesOn())
                return steps;
        }
    }

    mutable int looks = 0;

private:
    MonotonicTime m_now{1h};
};

} // namespace

void WorkSliceTest::endsSoonAfterItsTime()
{
    const int steps = StepTime().stepsInSlice(10us);

    QVERIFY(steps * 10us >= WorkSlice::enough);
    QVERIFY(steps * 10us < WorkSlice::enough + WorkSlice::stepsPerLook * 10us);
}

void WorkSliceTest::letsSomeStepsPassHoweverLongTheyTake()
{
    QCOMPARE(StepTime().stepsInSlice(1h), WorkSlice::stepsPerLook);
}

void WorkSliceTest::endsWhereTheClockStandsStill()
{
    QCOMPARE(StepTime().stepsInSlice(0ns), WorkSlice::mostSteps);
}

void WorkSliceTest::readsTheClockRarely()
{
    StepTime time;

    const int steps = time.stepsInSlice(5us);

    QVERIFY2(time.looks <= steps / WorkSlice::stepsPerLook + 1,
             qPrintable(QString::number(time.looks)));
}

BREAKWATER_TEST(WorkSliceTest)
#include "tst_workslice.moc"
