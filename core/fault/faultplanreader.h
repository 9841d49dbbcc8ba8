// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/fault/faultplan.h>

namespace Breakwater {

namespace FaultVocabulary {
struct FaultName;
}

//! Reads the text of one fault plan, word by word, until one is wrong. Used once.
class FaultPlanReader final
{
public:
    Expected<FaultPlan> read(const QString &text);

private:
    bool readWord();
    bool readProperty(QStringView text);
    bool readSeed(QStringView value, bool hasDirection);
    bool readEvent(QStringView when, QStringView what);
    bool readWhen(QStringView text, PlannedFault &event);
    bool readFault(QStringView text, LinkFault &fault);
    bool readDetails(const FaultVocabulary::FaultName &name, QStringView value, QStringView length,
                     LinkFault &fault);
    bool isSecond(const QString &name);
    bool fail(const QString &sentence);

    FaultPlan m_plan;
    QStringList m_set;
    QString m_word;
    QString m_error;
};

} // namespace Breakwater
