// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/chartspec.h>
#include <ui/charts/plotscene.h>
#include <ui/charts/valuescale.h>

#include <QtWidgets/QWidget>

#include <functional>
#include <memory>

namespace Breakwater::Ui {

class ChartFrame;
class ChartHeader;
class ChartInteraction;
class ChartValues;
class CrossOverlay;
class PlotItem;
class TimeView;

//! One chart over time: header with values, plot, crosshair. In: a history and a view; nothing of
//! what draws it shows outside.
class TimeChart final : public QWidget
{
    Q_OBJECT

public:
    //! Asked at each picture; null shows an empty chart.
    using HistorySource = std::function<const SourceHistory *()>;

    TimeChart(ChartSpec spec, TimeView &view, HistorySource history, QWidget *parent = nullptr);

    const ChartSpec &spec() const { return m_spec; }
    //! Other lines, of the same unit.
    void setLines(std::vector<ChartSpec::Line> lines, std::optional<LineSource> sampleCount = {});
    //! In place of lines where there are none; before the first frame only where none is awaited.
    void setEmptyText(const QString &text, bool isAwaited = true);
    void setThresholds(std::vector<Threshold> thresholds);
    //! Nothing is known from there on: hatched, and the values are dashes.
    void setStaleSince(std::optional<double> second);
    //! What exactly the title means.
    void setQualifier(const QString &qualifier);
    //! How often the chart's tier is renewed.
    void setPeriod(Duration period);
    //! There are new values.
    void refresh();
    void setLogarithmic(bool on);
    bool isLogarithmic() const { return m_scale.isLogarithmic(); }
    void setScaleLocked(bool locked);
    bool isScaleLocked() const { return m_scale.isLocked(); }

    const SourceHistory &history() const;
    ChartValues values() const;
    PlotGeometry geometry() const;
    //! In this widget's coordinates; the same margins in every chart.
    QRect plotArea() const;
    //! Hears the mouse.
    QWidget *canvas() const;
    //! "Latency: p50 49 ms, p95 191 ms".
    QString summary() const;
    //! How often the plot was painted anew.
    int paintCount() const;

Q_SIGNALS:
    //! Clicked where the breaker was not closed.
    void momentChosen(double second);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    //! On a page behind another one: what changes meanwhile is looked up when it is shown.
    bool skips();
    PlotScene scene();
    void fitScale(bool atOnce = false);
    void moveRange();
    void showCross();
    void showValues();
    void choose(double second);

    ChartSpec m_spec;
    TimeView &m_view;
    const HistorySource m_source;
    ValueScale m_scale;
    std::vector<Threshold> m_thresholds;
    std::optional<double> m_staleSince;
    Duration m_period{};
    PlotGeometry m_painted;
    bool m_hasSkipped = false; //!< since it was shown
    ChartHeader *m_header = nullptr;
    ChartFrame *m_frame = nullptr;
    PlotItem *m_plot = nullptr; //!< owned by the frame
    CrossOverlay *m_overlay = nullptr;
    ChartInteraction *m_interaction = nullptr;
};

} // namespace Breakwater::Ui
