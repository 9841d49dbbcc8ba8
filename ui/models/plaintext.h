// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QString>

namespace Breakwater::Ui {

//! For tool tips, which take text for HTML when it looks like it: shows exactly `text`, whoever
//! wrote it. Empty stays empty.
QString plainToolTip(const QString &text);

} // namespace Breakwater::Ui
