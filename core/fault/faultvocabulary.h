// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/fault/faultplan.h>

namespace Breakwater::FaultVocabulary {

//! The words of a fault plan.

//! A lasting property of a direction: NAME=VALUE.
struct Property
{
    QLatin1StringView name;
    QLatin1StringView takes;
    QLatin1StringView example;
    //! False when the value cannot be read; null when there is none.
    bool (*set)(LastingFaults &lasting, QStringView value);
};

//! What strikes at one moment: NAME, NAME=VALUE, NAME/LENGTH.
struct FaultName
{
    QLatin1StringView name;
    FaultKind kind;
    bool hasDirection;
    bool hasLength;
};

//! Null when there is no such word.
const Property *property(QStringView name);
const FaultName *fault(QStringView name);

//! For sentences: "latency, jitter, … and seed".
QString propertyNames();
QString faultNames();

} // namespace Breakwater::FaultVocabulary
