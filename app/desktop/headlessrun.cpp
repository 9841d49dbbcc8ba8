// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/desktop/headlessrun.h>

#include <core/base/wholefile.h>
#include <core/snapshot/snapshotjson.h>
#include <ui/models/snapshotfeed.h>

#include <QtCore/QBuffer>
#include <QtCore/QSize>
#include <QtWidgets/QWidget>

using namespace Qt::StringLiterals;

namespace Breakwater::App {

namespace {

constexpr QSize pictureSize(1440, 900);

} // namespace

HeadlessRun::HeadlessRun(const DesktopOptions &options, const Ui::SnapshotFeed &feed,
                         QWidget &window, TimeSystem &time)
    : m_options(options), m_feed(feed), m_window(window), m_time(time),
      m_timer(time.createTimer([this] { write(); }))
{ }

HeadlessRun::~HeadlessRun() = default;

void HeadlessRun::start()
{
    m_window.resize(pictureSize); // whatever screen there is, or is not
    m_timer->startAt(m_time.now() + m_options.after);
}

void HeadlessRun::writeNow()
{
    if (m_isOver)
        return;
    m_timer->stop();
    write();
}

void HeadlessRun::end(ExitCode code)
{
    m_isOver = true;
    Q_EMIT finished(code);
}

void HeadlessRun::fail(const QString &sentence)
{
    m_timer->stop();
    printSentence(u"breakwater"_qs, sentence);
    end(ExitCode::Failure);
}

void HeadlessRun::write()
{
    auto written = m_options.exportFile ? writeSnapshot() : Expected<void>();
    if (written && m_options.screenshotFile)
        written = writePicture();
    if (!written)
        return fail(written.error().message);
    end(ExitCode::Fine);
}

Expected<void> HeadlessRun::writeSnapshot() const
{
    const SnapshotPtr frame = m_feed.latest();
    if (!frame) {
        return Unexpected<>(
            Error{ErrorKind::Internal,
                  tr("Nothing was exported: no frame of the engine arrived in time; "
                     "try a longer --after.")});
    }
    return exportJson(*frame, *m_options.exportFile);
}

Expected<void> HeadlessRun::writePicture() const
{
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    m_window.grab().toImage().save(&buffer, "PNG");
    return writeWholeFile(*m_options.screenshotFile, png, tr("the picture"));
}

} // namespace Breakwater::App
