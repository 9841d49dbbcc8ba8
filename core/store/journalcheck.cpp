// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/journalcheck.h>

#include <QtCore/QByteArrayView>
#include <QtCore/QFile>
#include <QtCore/QtEndian>

#include <optional>

// The format is described at https://www.sqlite.org/fileformat2.html#the_write_ahead_log.

namespace Breakwater {

namespace {

constexpr qsizetype headerBytes = 32;
constexpr qsizetype frameHeaderBytes = 24;
constexpr std::uint32_t magic = 0x377f0682; // its last bit: checksums over big-endian words

std::uint32_t word(QByteArrayView bytes, qsizetype offset)
{
    return qFromBigEndian<std::uint32_t>(bytes.data() + offset);
}

class Checksum final
{
public:
    explicit Checksum(bool isBigEndian) : m_isBigEndian(isBigEndian) { }

    void add(QByteArrayView bytes)
    {
        for (qsizetype i = 0; i + 8 <= bytes.size(); i += 8) {
            m_first += at(bytes, i) + m_second;
            m_second += at(bytes, i + 4) + m_first;
        }
    }
    bool matches(QByteArrayView stored) const
    {
        return m_first == word(stored, 0) && m_second == word(stored, 4);
    }

private:
    std::uint32_t at(QByteArrayView bytes, qsizetype offset) const
    {
        return m_isBigEndian ? word(bytes, offset)
                             : qFromLittleEndian<std::uint32_t>(bytes.data() + offset);
    }

    bool m_isBigEndian;
    std::uint32_t m_first = 0;
    std::uint32_t m_second = 0;
};

struct Header
{
    qsizetype pageBytes = 0;
    QByteArray salts;
    Checksum checksum;
};

std::optional<Header> parse(const QByteArray &bytes)
{
    if (bytes.size() < headerBytes || (word(bytes, 0) & ~1u) != magic)
        return std::nullopt;
    Checksum checksum((word(bytes, 0) & 1) != 0);
    checksum.add(QByteArrayView(bytes).first(24));
    const qsizetype pageBytes = word(bytes, 8);
    if (!checksum.matches(QByteArrayView(bytes).sliced(24)) || pageBytes < 512 || pageBytes > 65536)
        return std::nullopt;
    return Header{pageBytes, bytes.mid(16, 8), checksum};
}

//! Commits from the first frame on that SQLite will not read.
int commitsBeyond(QFile &file, const Header &header)
{
    const qsizetype frameBytes = frameHeaderBytes + header.pageBytes;
    Checksum checksum = header.checksum;
    bool isReadable = true;
    int lost = 0;
    for (QByteArray frame = file.read(frameBytes); frame.size() == frameBytes;
         frame = file.read(frameBytes)) {
        const QByteArrayView view(frame);
        const bool isOfThisLog = view.sliced(8, 8) == QByteArrayView(header.salts);
        if (isReadable) {
            checksum.add(view.first(8));
            checksum.add(view.sliced(frameHeaderBytes));
            isReadable = isOfThisLog && checksum.matches(view.sliced(16, 8));
        }
        if (!isReadable && isOfThisLog && word(frame, 4) != 0)
            ++lost;
    }
    return lost;
}

bool isAllZero(QFile &file)
{
    for (QByteArray part = file.read(65536); !part.isEmpty(); part = file.read(65536)) {
        if (part.count('\0') != part.size())
            return false;
    }
    return true;
}

} // namespace

JournalState checkJournal(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return JournalState::Sound; // SQLite will say why, if it is there
    const QByteArray bytes = file.read(headerBytes);
    const auto header = parse(bytes);
    if (!header) {
        const bool hasFrames = file.size() >= headerBytes + frameHeaderBytes + 512;
        return hasFrames && file.seek(0) && !isAllZero(file) ? JournalState::Damaged
                                                             : JournalState::Sound;
    }
    const int lost = commitsBeyond(file, *header);
    if (lost == 0)
        return JournalState::Sound;
    return lost == 1 ? JournalState::CutOff : JournalState::Damaged;
}

} // namespace Breakwater
