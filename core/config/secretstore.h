// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <functional>
#include <optional>

namespace Breakwater {

//! Where tokens and passwords are kept, by profile name. Answers come later, on the caller's
//! thread. The implementation lives in app/secrets; nothing in core or ui writes a secret to a
//! plain file.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    //! None: there is no secret of that name. An error: no keychain runs — ask the user every time.
    using ReadHandler = std::function<void(Expected<std::optional<QByteArray>>)>;
    using DoneHandler = std::function<void(Expected<void>)>;

    virtual void read(const QString &name, ReadHandler handler) = 0;
    virtual void write(const QString &name, const QByteArray &secret, DoneHandler handler) = 0;
    virtual void remove(const QString &name, DoneHandler handler) = 0;
};

} // namespace Breakwater
