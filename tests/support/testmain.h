// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtTest/QTest>

#include <functional>

namespace Breakwater::Test {

//! Registers a test class with the folder's executable; see BREAKWATER_TEST.
bool registerTest(const char *file, std::function<int(int, char **)> run);

} // namespace Breakwater::Test

//! At the end of each tst_<class>.cpp, before its moc include. `tests_<room> tst_<class> [Qt Test
//! arguments]` runs it; without arguments the executable runs all of its classes.
#define BREAKWATER_TEST(Class)                                                                     \
    [[maybe_unused]] static const bool registered##Class                                           \
        = Breakwater::Test::registerTest(__FILE__, [](int argc, char **argv) {                     \
              Class test;                                                                          \
              return QTest::qExec(&test, argc, argv);                                              \
          });
