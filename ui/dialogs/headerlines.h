// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>

#include <QtCore/QString>

#include <utility>
#include <vector>

namespace Breakwater::Ui {

using HeaderList = std::vector<std::pair<QString, QString>>;

//! "Name: value", one a line; empty lines do not count.
Expected<HeaderList> headersFromText(const QString &text);
QString textFromHeaders(const HeaderList &headers);

} // namespace Breakwater::Ui
