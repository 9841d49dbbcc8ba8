// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/version.h>
#include <core/engine/enginehost.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QString>
#include <QtCore/QTimer>

#include <chrono>
#include <cstdio>

// A program that is not part of Breakwater: it keeps Qt's keywords and ASCII casts, runs an engine,
// and ends with its first snapshot.
class Program : public QObject
{
public:
    Program()
    {
        connect(&m_host, &Breakwater::EngineHost::snapshotReady, this, &Program::show);
        QTimer::singleShot(std::chrono::seconds(20), this, [] { QCoreApplication::exit(1); });
    }

public slots:
    void show(const Breakwater::SnapshotPtr &snapshot)
    {
        const QString name = "Breakwater";
        std::printf("%s %s, frame %d\n", qPrintable(name), Breakwater::version,
                    static_cast<int>(snapshot->sequence));
        QCoreApplication::quit();
    }

private:
    Breakwater::EngineHost m_host{Breakwater::StabilityConfig{}};
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    Program program;
    return application.exec();
}
