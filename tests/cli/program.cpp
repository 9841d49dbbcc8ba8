// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/cli/program.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <csignal>

namespace Breakwater::Test {

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 15'000;

QProcessEnvironment cleanEnvironment(const QString &home)
{
    const auto own = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment clean;
    for (const QString &name : own.keys()) {
        if (!name.startsWith("BREAKWATER_"_L1) && !name.startsWith("XDG_"_L1))
            clean.insert(name, own.value(name));
    }
    clean.insert(u"HOME"_qs, home);
    clean.insert(u"XDG_RUNTIME_DIR"_qs, home);
    clean.insert(u"LANG"_qs, u"C.UTF-8"_qs);
    return clean;
}

} // namespace

Program::Program()
{
    // QProcess hands over what it has read; the descriptors stay apart.
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
}

Program::~Program()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(patience);
}

QString Program::file(const QString &name, const QByteArray &contents) const
{
    QFile file(m_home.filePath(name));
    QDir().mkpath(QFileInfo(file).path());
    const bool written = file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size();
    return written ? file.fileName() : QString();
}

bool Program::run(const QStringList &arguments)
{
    start(arguments);
    return waitForEnd();
}

void Program::start(const QStringList &arguments)
{
    m_data.clear();
    m_words.clear();
    auto environment = cleanEnvironment(m_home.path());
    for (const auto &[name, value] : m_variables)
        environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
    m_process.setWorkingDirectory(m_home.path());
    m_process.start(QStringLiteral(BREAKWATERCTL), arguments, QIODevice::ReadOnly);
    m_process.waitForStarted(patience);
}

bool Program::waitForEnd(int milliseconds)
{
    return QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; },
                           milliseconds);
}

bool Program::waitForWords(const QByteArray &text)
{
    return QTest::qWaitFor([&] { return words().contains(text); }, patience);
}

bool Program::waitForData(const QByteArray &text)
{
    return QTest::qWaitFor([&] { return data().contains(text); }, patience);
}

void Program::signal(int number) const
{
    if (m_process.processId() > 0)
        ::kill(static_cast<pid_t>(m_process.processId()), number);
}

std::optional<int> Program::exitCode() const
{
    const bool ended = m_process.state() == QProcess::NotRunning;
    if (!ended || m_process.exitStatus() != QProcess::NormalExit)
        return std::nullopt;
    return m_process.exitCode();
}

const QByteArray &Program::data()
{
    m_data += m_process.readAllStandardOutput();
    return m_data;
}

const QByteArray &Program::words()
{
    m_words += m_process.readAllStandardError();
    return m_words;
}

QString Program::url()
{
    static const QRegularExpression address(u"wss?://[^\\s\"]+"_qs);
    return address.match(QString::fromUtf8(words() + data())).captured();
}

QByteArray Program::story()
{
    const auto code = exitCode();
    return "exit " + (code ? QByteArray::number(*code) : "none") + "\nstderr: " + words()
        + "\nstdout: " + data().left(2000);
}

QString complaintsAbout(const QByteArray &snapshot)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"document.json"_qs));
    if (!file.open(QIODevice::WriteOnly) || file.write(snapshot) != snapshot.size())
        return file.errorString();
    file.close();
    QProcess python;
    python.start(u"python3"_qs,
                 {QStringLiteral(BREAKWATER_SOURCE_DIR "/tests/support/validate_snapshot.py"),
                  QStringLiteral(BREAKWATER_SOURCE_DIR "/resources/snapshot.schema.json"),
                  file.fileName()});
    if (!python.waitForFinished(30'000))
        return u"no answer from python3: "_qs + python.errorString();
    if (python.exitCode() == 0)
        return {};
    return u"not valid: "_qs + QString::fromUtf8(python.readAllStandardError());
}

} // namespace Breakwater::Test
