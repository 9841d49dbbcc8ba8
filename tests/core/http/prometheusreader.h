// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QMap>
#include <QtCore/QString>

#include <optional>
#include <vector>

namespace Breakwater::Test {

struct PrometheusSample
{
    QByteArray name;
    QMap<QByteArray, QString> labels;
    QByteArray value;
};

//! Reads one line of the text format 0.0.4 by the letter of its description, independent of the
//! writer; none when it is not legal.
inline std::optional<PrometheusSample> readSample(const QByteArray &line)
{
    PrometheusSample sample;
    qsizetype at = 0;
    const auto takeName = [&] {
        const auto from = at;
        while (at < line.size()
               && (std::isalnum(static_cast<unsigned char>(line[at])) || line[at] == '_'))
            ++at;
        return line.mid(from, at - from);
    };
    sample.name = takeName();
    if (sample.name.isEmpty() || std::isdigit(static_cast<unsigned char>(sample.name[0])))
        return {};
    if (at < line.size() && line[at] == '{') {
        do {
            ++at;
            const QByteArray name = takeName();
            if (name.isEmpty() || !line.mid(at).startsWith("=\""))
                return {};
            QByteArray value;
            for (at += 2; at < line.size() && line[at] != '"'; ++at) {
                if (line[at] == '\n')
                    return {};
                if (line[at] != '\\') {
                    value += line[at];
                    continue;
                }
                ++at;
                if (at >= line.size() || !QByteArray("\\\"n").contains(line[at]))
                    return {};
                value += line[at] == 'n' ? '\n' : line[at];
            }
            if (at >= line.size() || sample.labels.contains(name))
                return {};
            sample.labels[name] = QString::fromUtf8(value);
            ++at;
        } while (at < line.size() && line[at] == ',');
        if (at >= line.size() || line[at++] != '}')
            return {};
    }
    if (at >= line.size() || line[at++] != ' ')
        return {};
    sample.value = line.mid(at);
    bool isNumber = false;
    sample.value.toDouble(&isNumber);
    if (!isNumber && !QByteArrayList{"NaN", "+Inf", "-Inf"}.contains(sample.value))
        return {};
    return sample;
}

//! Every sample of a page; none when one line is not legal.
inline std::optional<std::vector<PrometheusSample>> readPage(const QByteArray &page)
{
    std::vector<PrometheusSample> samples;
    if (!page.endsWith('\n'))
        return {};
    for (const QByteArray &line : page.chopped(1).split('\n')) {
        if (line.startsWith("# HELP ") || line.startsWith("# TYPE "))
            continue;
        const auto sample = readSample(line);
        if (!sample)
            return {};
        samples.push_back(*sample);
    }
    return samples;
}

} // namespace Breakwater::Test
