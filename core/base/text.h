// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QString>
#include <QtCore/QUrl>

namespace Breakwater {

//! Text from a peer made safe for logs, labels and files: control, bidi and line-breaking
//! characters and halves of surrogate pairs become U+FFFD, and what is longer than `most`
//! characters ends in "…".
QString sanitised(const QString &foreign, qsizetype most = 200);

//! A URL that may be shown and stored: user info removed, the fragment too, and every query value
//! (or bare item) replaced by "…".
QString redacted(const QUrl &url);

//! What a connection to this URL is called by default: host, port if there is one, and the path
//! unless it is "/". Never the query, which may hold secrets.
QString shortName(const QUrl &url);

} // namespace Breakwater
