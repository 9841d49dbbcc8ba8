// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/support/testmain.h>

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

#include <cerrno>
#include <cstdio>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

namespace Breakwater::Test {

//! A disk of a few megabytes that only this process sees, and that is gone with it. Has to be made
//! before the first thread.
class SmallDisk final
{
public:
    explicit SmallDisk(qint64 bytes)
    {
        if (!enterOwnMounts())
            return;
        const QByteArray size = "size=" + QByteArray::number(bytes) + ",mode=700";
        m_isThere = ::mount("tmpfs", name().constData(), "tmpfs", 0, size.constData()) == 0;
        m_options = size;
    }
    ~SmallDisk()
    {
        if (m_isThere)
            ::umount2(name().constData(), MNT_DETACH);
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)

    //! False where the system lets nobody mount anything.
    bool isThere() const { return m_isThere; }
    QString filePath(const QString &file) const { return m_folder.filePath(file); }

    //! Somebody else takes all the space that is left.
    void fill() const
    {
        if (!m_isThere)
            qFatal("This would fill a disk that belongs to somebody.");
        QFile filler(filePath(QStringLiteral("filler")));
        if (!filler.open(QIODevice::Append | QIODevice::Unbuffered))
            return;
        for (const qint64 step : {65536, 4096, 1}) {
            while (filler.write(QByteArray(step, 'f')) == step) { }
        }
    }
    //! And gives it back.
    void clear() const { QFile::remove(filePath(QStringLiteral("filler"))); }
    void setReadOnly(bool on) const
    {
        ::mount("tmpfs", name().constData(), "tmpfs", MS_REMOUNT | (on ? MS_RDONLY : 0),
                m_options.constData());
    }

private:
    QByteArray name() const { return QFile::encodeName(m_folder.path()); }

    static QByteArray rootIs(qint64 id) { return "0 " + QByteArray::number(id) + " 1"; }
    static bool write(const QString &name, const QByteArray &value)
    {
        QFile file(QStringLiteral("/proc/self/") + name);
        return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(value) >= 0;
    }
    //! Root may at once; others first become root of a namespace of their own.
    static bool enterOwnMounts()
    {
        static const bool isIn = [] {
            const uid_t user = ::getuid();
            const gid_t group = ::getgid();
            if (::unshare(CLONE_NEWNS) != 0) {
                if (errno != EPERM || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
                    return false;
                if (!write(QStringLiteral("setgroups"), "deny")
                    || !write(QStringLiteral("uid_map"), rootIs(user))
                    || !write(QStringLiteral("gid_map"), rootIs(group)))
                    return false;
            }
            return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
        }();
        return isIn;
    }

    QTemporaryDir m_folder;
    QByteArray m_options;
    bool m_isThere = false;
};

//! Runs `test` where small disks can be made; elsewhere (a container without privileges) says why
//! not, which in CI is a failure.
inline int runOnSmallDisks(const std::function<int()> &test)
{
    if (const SmallDisk disk(1024 * 1024); disk.isThere())
        return test();
    std::fputs("No small disk can be mounted here: run as root or allow user namespaces.\n",
               stderr);
    return qEnvironmentVariableIsSet("CI") ? 1 : 0;
}

} // namespace Breakwater::Test

//! Instead of BREAKWATER_TEST, for tests on a SmallDisk.
#define BREAKWATER_SMALL_DISK_TEST(Class)                                                          \
    [[maybe_unused]] static const bool registered##Class                                           \
        = Breakwater::Test::registerTest(__FILE__, [](int argc, char **argv) {                     \
              return Breakwater::Test::runOnSmallDisks([&] {                                       \
                  Class test;                                                                      \
                  return QTest::qExec(&test, argc, argv);                                          \
              });                                                                                  \
          });
