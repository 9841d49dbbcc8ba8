// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>

#include <map>
#include <optional>

namespace Breakwater::Test {

//! The real breakwaterctl as a child process, in a world of its own: an empty home, no BREAKWATER_
//! variables. It is killed with the object.
class Program final
{
public:
    Program();
    ~Program();

    void setVariable(const QString &name, const QString &value) { m_variables[name] = value; }
    //! Instead of keeping it.
    void setStandardOutputFile(const QString &path) { m_process.setStandardOutputFile(path); }
    //! Writes below the child's home; the path.
    QString file(const QString &name, const QByteArray &contents) const;

    //! Runs it to its end, at most half a minute; the test's event loop goes on meanwhile.
    bool run(const QStringList &arguments);
    void start(const QStringList &arguments);
    bool waitForEnd(int milliseconds = 30'000);
    //! Until stderr (or stdout) contains the text.
    bool waitForWords(const QByteArray &text);
    bool waitForData(const QByteArray &text);
    //! SIGINT or SIGTERM, to this child only.
    void signal(int number) const;

    //! None while it runs, and when it crashed.
    std::optional<int> exitCode() const;
    const QByteArray &data();  //!< stdout
    const QByteArray &words(); //!< stderr
    QJsonObject document() { return QJsonDocument::fromJson(data()).object(); }
    //! The address in "Listening on …".
    QString url();
    //! Everything, for a failed assertion.
    QByteArray story();

private:
    QTemporaryDir m_home;
    QProcess m_process;
    std::map<QString, QString> m_variables;
    QByteArray m_data;
    QByteArray m_words;
};

//! What an independent validator says against a snapshot document; empty when nothing.
QString complaintsAbout(const QByteArray &snapshot);

} // namespace Breakwater::Test
