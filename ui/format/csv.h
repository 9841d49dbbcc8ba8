// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QString>

//! Cells for spreadsheets, which take text for a formula when it begins like one.
namespace Breakwater::Ui::Format {

//! The text, with an apostrophe before it where a spreadsheet would calculate.
QString withoutFormula(const QString &text);
//! One cell of a CSV file: never a formula, always quoted.
QString csvCell(const QString &text);

} // namespace Breakwater::Ui::Format
