// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/support/firsttouch.h>

#include <chrono>
#include <cstddef>

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace Breakwater::Bench {

namespace {

constexpr std::size_t length = 16 * 1024 * 1024;

} // namespace

std::optional<double> firstTouch()
{
    void *const memory
        = mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return {};
    madvise(memory, length, MADV_NOHUGEPAGE); // where large pages are given unasked
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    auto *const bytes = static_cast<volatile char *>(memory);
    const auto begin = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < length; i += page)
        bytes[i] = 1;
    const std::chrono::duration<double, std::micro> taken
        = std::chrono::steady_clock::now() - begin;
    munmap(memory, length);
    return taken.count() / static_cast<double>(length / page);
}

double pageFaults()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_minflt);
}

} // namespace Breakwater::Bench
