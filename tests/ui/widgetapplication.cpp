// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QLocale>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyleFactory>

#include <memory>

// Found by tests/support/testmain.cpp: window tests look alike on every machine.
std::unique_ptr<QCoreApplication> makeTestApplication(int &argc, char **argv);

std::unique_ptr<QCoreApplication> makeTestApplication(int &argc, char **argv)
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    auto application = std::make_unique<QApplication>(argc, argv);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    return application;
}
