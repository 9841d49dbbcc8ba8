// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartmenu.h>

#include <core/base/wholefile.h>
#include <ui/charts/charttable.h>
#include <ui/charts/chartvalues.h>
#include <ui/charts/timechart.h>

#include <QtCore/QBuffer>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMessageBox>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

//! Of the numbers as the series hold them.
QString rawUnit(Format::Unit unit)
{
    switch (unit) {
    case Format::Unit::Milliseconds: return u"ms"_s;
    case Format::Unit::PerSecond: return u"1/s"_s;
    case Format::Unit::Share: return u"share"_s;
    case Format::Unit::Seconds: return u"s"_s;
    case Format::Unit::Bytes: return u"B"_s;
    case Format::Unit::BytesPerSecond: return u"B/s"_s;
    case Format::Unit::Count: return {};
    }
    return {};
}

} // namespace

void ChartMenu::open(const QPoint &globalPosition)
{
    QMenu menu(&m_chart);
    fill(menu);
    menu.exec(globalPosition);
}

void ChartMenu::fill(QMenu &menu)
{
    menu.addAction(tr("&Copy as picture"), &m_chart,
                   [*this] { QGuiApplication::clipboard()->setPixmap(m_chart.grab()); });
    menu.addAction(tr("Copy as CS&V"), &m_chart, [*this] {
        QGuiApplication::clipboard()->setText(QString::fromUtf8(data(Detail::AsShown).toCsv()));
    });
    menu.addAction(tr("&Save picture…"), &m_chart,
                   [*this]() mutable { save(u"png"_s, picture()); });
    addFiles(*menu.addMenu(tr("Save visible range, every &second")), Detail::EverySecond);
    addFiles(*menu.addMenu(tr("Save visible range, as s&hown")), Detail::AsShown);
    menu.addSeparator();
    QAction *table
        = menu.addAction(tr("Show as &table"), &m_chart, [*this]() mutable { showTable(); });
    table->setShortcut(Qt::Key_F8);
    menu.addSeparator();
    if (m_chart.spec().mayBeLogarithmic) {
        QAction *logarithmic = menu.addAction(tr("&Logarithmic scale"));
        logarithmic->setCheckable(true);
        logarithmic->setChecked(m_chart.isLogarithmic());
        QObject::connect(logarithmic, &QAction::toggled, &m_chart, &TimeChart::setLogarithmic);
    }
    QAction *locked = menu.addAction(tr("Loc&k the scale"));
    locked->setCheckable(true);
    locked->setChecked(m_chart.isScaleLocked());
    QObject::connect(locked, &QAction::toggled, &m_chart, &TimeChart::setScaleLocked);
}

void ChartMenu::addFiles(QMenu &menu, Detail detail)
{
    menu.addAction(u"&CSV…"_s, &m_chart,
                   [*this, detail]() mutable { save(u"csv"_s, data(detail).toCsv()); });
    menu.addAction(u"&JSON…"_s, &m_chart,
                   [*this, detail]() mutable { save(u"json"_s, data(detail).toJson()); });
}

void ChartMenu::showTable()
{
    const bool isFine = m_chart.geometry().secondsPerPixel() <= 2;
    (new ChartTable(data(isFine ? Detail::EverySecond : Detail::AsShown), m_chart.spec().unit,
                    &m_chart))
        ->show(); // deletes itself when closed
}

ChartData ChartMenu::data(Detail detail) const
{
    std::vector<ChartData::Source> sources;
    for (const ChartSpec::Line &line : m_chart.values().lines())
        sources.push_back({line.name, &line.source.in(m_chart.history())});
    ChartData data = detail == Detail::EverySecond ? ChartData::raw(sources, m_chart.geometry())
                                                   : ChartData::shown(sources, m_chart.geometry());
    data.title = m_chart.spec().title;
    data.unit = rawUnit(m_chart.spec().unit);
    return data;
}

QByteArray ChartMenu::picture() const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    m_chart.grab().save(&buffer, "PNG");
    return bytes;
}

void ChartMenu::save(const QString &suffix, const QByteArray &content)
{
    const QString path = QFileDialog::getSaveFileName(
        &m_chart, tr("Save %1").arg(m_chart.spec().title), suggestedName(suffix));
    if (path.isEmpty())
        return;
    if (const Expected<void> written = writeWholeFile(path, content, tr("the chart")); !written)
        QMessageBox::warning(&m_chart, tr("Save"), written.error().message);
}

QString ChartMenu::suggestedName(const QString &suffix) const
{
    const QString name = m_chart.spec().title.toLower().replace(u' ', u'-');
    const QString time = Format::isoUtc(Format::wallTime(m_chart.geometry().end)).left(19);
    return u"breakwater-"_s + name + u'-' + QString(time).remove(u':') + u'.' + suffix;
}

} // namespace Breakwater::Ui
