// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>

namespace Breakwater::Bench {

//! Where a PostgreSQL database is, as libpq's URLs say it:
//! postgresql://user:password@host:port/database?sslmode=require. What is left out is up to libpq:
//! PGHOST, PGPASSWORD, ~/.pgpass and so on.
struct DatabaseAddress
{
    QString host;
    std::optional<int> port;
    QString user;
    QString password;
    QString database;
    QStringList options; //!< "sslmode='require'", quoted as libpq reads them

    //! The error is a sentence that shows nothing of the URL.
    static Expected<DatabaseAddress, QString> fromUrl(const QString &text);
    //! For people: without the password.
    QString shown() const;
    //! The password crossed out, wherever somebody repeated it.
    QString withoutPassword(QString text) const;
};

} // namespace Breakwater::Bench
