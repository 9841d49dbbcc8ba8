// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/fuzz/fuzz.h>

#include <QtCore/QDir>
#include <QtCore/QFile>

#include <algorithm>
#include <memory>

// A target without libFuzzer: runs every file that is named, and every file in every folder that is
// named. The last line on stderr before a crash says which one it was.

namespace {

void run(const QByteArray &input)
{
    // A copy of exactly this size, so that the address sanitizer sees a step too far.
    const std::unique_ptr<std::uint8_t[]> copy(new std::uint8_t[std::size_t(input.size())]);
    std::copy(input.begin(), input.end(), copy.get());
    LLVMFuzzerTestOneInput(copy.get(), static_cast<std::size_t>(input.size()));
}

bool replay(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "%s: %s\n", qPrintable(path), qPrintable(file.errorString()));
        return false;
    }
    std::fprintf(stderr, "%s\n", qPrintable(path));
    run(file.readAll());
    return true;
}

QStringList filesOf(const QString &path)
{
    if (!QFileInfo(path).isDir())
        return {path};
    QStringList files;
    for (const QString &name : QDir(path).entryList(QDir::Files, QDir::Name))
        files += path + QLatin1Char('/') + name;
    return files;
}

} // namespace

int main(int count, char **arguments)
{
    run({}); // what no corpus can hold
    int replayed = 0;
    for (int i = 1; i < count; ++i) {
        for (const QString &file : filesOf(QFile::decodeName(arguments[i]))) {
            if (!replay(file))
                return 1;
            ++replayed;
        }
    }
    std::printf("%d inputs\n", replayed);
    return replayed > 0 ? 0 : 1; // an empty corpus proves nothing
}
