// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QLoggingCategory>

namespace Breakwater {

// Categories `breakwater.<room>`; QT_LOGGING_RULES switches them. Whole sentences, with the id,
// never payloads or tokens.
Q_DECLARE_LOGGING_CATEGORY(bwConfig)
Q_DECLARE_LOGGING_CATEGORY(bwNet)
Q_DECLARE_LOGGING_CATEGORY(bwSession)
Q_DECLARE_LOGGING_CATEGORY(bwServe)
Q_DECLARE_LOGGING_CATEGORY(bwEngine)
Q_DECLARE_LOGGING_CATEGORY(bwUi)

} // namespace Breakwater
