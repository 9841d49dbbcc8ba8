// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/linesource.h>

namespace Breakwater::Ui {

const Series &LineSource::in(const SourceHistory &history) const
{
    static const Series nothing(1);
    if (isMetric())
        return history.series(m_metric);
    const Series *const found = m_find();
    return found ? *found : nothing;
}

} // namespace Breakwater::Ui
