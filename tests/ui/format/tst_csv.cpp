// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/format/csv.h>

#include <tests/support/testmain.h>

using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

class CsvTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noCellIsAFormula_data();
    void noCellIsAFormula();
    void quotesAreDoubled();
    void plainTextStaysAsItIs();
};

void CsvTest::noCellIsAFormula_data()
{
    QTest::addColumn<QString>("text");
    for (const char16_t start : u"=+-@\t\r") {
        if (start != 0)
            QTest::addRow("%d", int(start)) << QString(QChar(start)) + u"HYPERLINK(1)"_s;
    }
}

void CsvTest::noCellIsAFormula()
{
    QFETCH(QString, text);

    QCOMPARE(Format::withoutFormula(text), u'\'' + text);
    QCOMPARE(Format::csvCell(text), u"\"'"_s + text + u'"');
}

void CsvTest::quotesAreDoubled()
{
    QCOMPARE(Format::csvCell(u"a \"b\", c"_s), u"\"a \"\"b\"\", c\""_s);
    QCOMPARE(Format::csvCell(u"=\"\""_s), u"\"'=\"\"\"\"\""_s);
}

void CsvTest::plainTextStaysAsItIs()
{
    QCOMPARE(Format::withoutFormula(u"12 = 3"_s), u"12 = 3"_s);
    QCOMPARE(Format::csvCell({}), u"\"\""_s);
}

BREAKWATER_TEST(CsvTest)
#include "tst_csv.moc"
