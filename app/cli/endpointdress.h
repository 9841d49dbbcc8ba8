// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/cli/options.h>

#include <core/base/expected.h>
#include <core/net/endpoint.h>

#include <QtCore/QByteArray>

namespace Breakwater::Cli {

//! A file that an option names; an error says which. At most one byte more than `most` is read, so
//! that too much is seen as too much.
Expected<QByteArray> readFile(const QString &option, const QString &path, qint64 most);
//! The first line of --token-file; none without the option.
Expected<std::optional<QByteArray>> readToken(const std::optional<QString> &path);
//! Headers, certificates and subprotocols; not the token.
Expected<void> dress(Endpoint &endpoint, const EndpointOptions &options);
//! What other users of this machine can read.
std::vector<QString> warningsAbout(const EndpointOptions &options, const Endpoint &endpoint);

} // namespace Breakwater::Cli
