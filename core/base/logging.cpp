// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/logging.h>

namespace Breakwater {

Q_LOGGING_CATEGORY(bwConfig, "breakwater.config", QtWarningMsg)
Q_LOGGING_CATEGORY(bwNet, "breakwater.net", QtWarningMsg)
Q_LOGGING_CATEGORY(bwSession, "breakwater.session", QtWarningMsg)
Q_LOGGING_CATEGORY(bwServe, "breakwater.serve", QtWarningMsg)
Q_LOGGING_CATEGORY(bwEngine, "breakwater.engine", QtWarningMsg)
Q_LOGGING_CATEGORY(bwUi, "breakwater.ui", QtWarningMsg)

} // namespace Breakwater
