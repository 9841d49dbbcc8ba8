// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/testmain.h>

#include <QtCore/QFileInfo>

#include <cstdio>
#include <map>
#include <vector>

// Widgets' tests define it to make a QApplication; the others get a QCoreApplication.
std::unique_ptr<QCoreApplication> makeTestApplication(int &argc, char **argv) __attribute__((weak));

namespace Breakwater::Test {

namespace {

std::map<QString, std::function<int(int, char **)>> &tests()
{
    static std::map<QString, std::function<int(int, char **)>> all;
    return all;
}

} // namespace

bool registerTest(const char *file, std::function<int(int, char **)> run)
{
    return tests()
        .emplace(QFileInfo(QString::fromUtf8(file)).completeBaseName(), std::move(run))
        .second;
}

} // namespace Breakwater::Test

int main(int argc, char **argv)
{
    using Breakwater::Test::tests;

    // Qt's own handler of crashes starts a debugger, again and again where an assertion aborts.
    qputenv("QTEST_DISABLE_STACK_DUMP", "1");
    char noHandler[] = "-nocrashhandler";
    const auto application = makeTestApplication ? makeTestApplication(argc, argv)
                                                 : std::make_unique<QCoreApplication>(argc, argv);
    if (argc < 2) {
        int failures = 0;
        std::vector<char *> arguments{argv[0], noHandler};
        for (const auto &[name, run] : tests())
            failures += run(2, arguments.data());
        return failures;
    }
    const auto found = tests().find(QString::fromLocal8Bit(argv[1]));
    if (found == tests().end()) {
        std::fprintf(stderr, "There is no test '%s' here.\n", argv[1]);
        return 2;
    }
    std::vector<char *> arguments{argv[0], noHandler};
    arguments.insert(arguments.end(), argv + 2, argv + argc);
    return found->second(static_cast<int>(arguments.size()), arguments.data());
}
