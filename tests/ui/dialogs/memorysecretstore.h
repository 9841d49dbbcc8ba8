// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/secretstore.h>

#include <map>

namespace Breakwater::Test {

//! A keychain in memory that answers at once, or that does not run.
class MemorySecretStore final : public SecretStore
{
public:
    bool runs = true;
    std::map<QString, QByteArray> secrets;

    void read(const QString &name, ReadHandler handler) override
    {
        if (!runs)
            return handler(Unexpected<>(noKeychain()));
        const auto found = secrets.find(name);
        if (found == secrets.end())
            return handler(std::nullopt);
        handler(found->second);
    }
    void write(const QString &name, const QByteArray &secret, DoneHandler handler) override
    {
        if (!runs)
            return handler(Unexpected<>(noKeychain()));
        secrets[name] = secret;
        handler({});
    }
    void remove(const QString &name, DoneHandler handler) override
    {
        if (!runs)
            return handler(Unexpected<>(noKeychain()));
        secrets.erase(name);
        handler({});
    }

private:
    static Error noKeychain()
    {
        return {ErrorKind::Refused, QStringLiteral("No keychain runs on this desktop.")};
    }
};

} // namespace Breakwater::Test
