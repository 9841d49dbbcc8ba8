// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What recognising a message by its content costs: XXH3-128 against the digests that others use,
// on messages from 100 B to 1 MB. Target T6.

#include <benchmarks/support/measurements.h>

#include <core/base/widehash.h>

#include <QtCore/QByteArray>
#include <QtCore/QCryptographicHash>

#include <openssl/evp.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <memory>

using namespace Breakwater;
using namespace Breakwater::Bench;

namespace {

constexpr std::array sizes{100, 1024, 10 * 1024, 100 * 1024, 1000 * 1000};
constexpr int smallestJudged = 1024;

QByteArray payloadOf(const benchmark::State &state)
{
    QByteArray bytes(state.range(0), Qt::Uninitialized);
    std::uint32_t value = 1;
    for (char &byte : bytes)
        byte = static_cast<char>((value = value * 1664525U + 1013904223U) >> 24U);
    return bytes;
}

void xxhash(benchmark::State &state)
{
    const QByteArray payload = payloadOf(state);
    for (auto _ : state) {
        const WideHash digest
            = wideHash128({payload.constData(), static_cast<std::size_t>(payload.size())}, 7);
        benchmark::DoNotOptimize(digest);
    }
}

//! With the vectors that every processor of this kind has: what it was without the choice.
void xxhashCompiledIn(benchmark::State &state)
{
    const QByteArray payload = payloadOf(state);
    for (auto _ : state) {
        auto digest = XXH3_128bits_withSeed(payload.constData(),
                                            static_cast<std::size_t>(payload.size()), 7);
        benchmark::DoNotOptimize(digest);
    }
}

//! As the deduplicator does it: the algorithm fetched once, the context used again and again.
void openSsl(benchmark::State &state, const char *algorithm)
{
    const QByteArray payload = payloadOf(state);
    const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> digest(
        EVP_MD_fetch(nullptr, algorithm, nullptr), EVP_MD_free);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                          EVP_MD_CTX_free);
    if (!digest || !context)
        return state.SkipWithError("OpenSSL does not offer it");
    std::array<unsigned char, EVP_MAX_MD_SIZE> result{};
    for (auto _ : state) {
        EVP_DigestInit_ex(context.get(), digest.get(), nullptr);
        EVP_DigestUpdate(context.get(), payload.constData(),
                         static_cast<std::size_t>(payload.size()));
        EVP_DigestFinal_ex(context.get(), result.data(), nullptr);
        benchmark::DoNotOptimize(result);
    }
}

void qtSha256(benchmark::State &state)
{
    const QByteArray payload = payloadOf(state);
    for (auto _ : state) {
        QByteArray digest = QCryptographicHash::hash(payload, QCryptographicHash::Sha256);
        benchmark::DoNotOptimize(digest);
    }
}

void judge(const Measurements &measured, Report &report)
{
    double worst = 0;
    for (const int size : sizes) {
        const std::string suffix = std::string("/").append(std::to_string(size));
        if (!measured.has("xxhash" + suffix) || !measured.has("sha256" + suffix))
            continue;
        const double ratio
            = measured.median("sha256" + suffix) / measured.median("xxhash" + suffix);
        report.note(QStringLiteral("sha256_by_xxhash_%1").arg(size), ratio);
        if (size >= smallestJudged)
            worst = worst == 0 ? ratio : std::min(worst, ratio);
    }
    // Those of a message of 1 KiB also stand under the bare names.
    for (const char *name : {"xxhash", "sha256", "md5"})
        report.addTimes(QString::fromLatin1(name),
                        measured.times(std::string(name).append("/1024")));
    report.setSpeedup(worst);
    report.addMeasured(QStringLiteral("T6"), worst);
}

} // namespace

int main(int argc, char **argv)
{
    for (const int size : sizes) {
        benchmark::RegisterBenchmark("xxhash", xxhash)->Arg(size);
        benchmark::RegisterBenchmark("xxhash_compiled_in", xxhashCompiledIn)->Arg(size);
        benchmark::RegisterBenchmark("sha256", openSsl, "SHA256")->Arg(size);
        benchmark::RegisterBenchmark("md5", openSsl, "MD5")->Arg(size);
        benchmark::RegisterBenchmark("sha256_qt", qtSha256)->Arg(size);
    }
    return runBenchmarks(argc, argv, QStringLiteral("hash_performance"), judge);
}
