// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace Breakwater {

//! Writes a file atomically: it is there whole or not at all, an old one stays when this fails.
//! Symbolic links are not followed; directories and devices are refused. `what` stands in the
//! sentence of the error: "Cannot write the snapshot to …".
Expected<void> writeWholeFile(const QString &path, const QByteArray &bytes, const QString &what);

} // namespace Breakwater
