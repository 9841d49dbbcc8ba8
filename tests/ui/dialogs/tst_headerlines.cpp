// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/headerlines.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

class TestHeaderLines final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrites();
    void namesTheLineThatIsWrong();
};

void TestHeaderLines::readsWhatItWrites()
{
    const HeaderList headers{{u"X-A"_qs, u"1: 2"_qs}, {u"X-B"_qs, QString()}};

    const auto read = headersFromText(textFromHeaders(headers) + u"\n\n"_qs);

    QVERIFY(read);
    QCOMPARE(*read, headers);
}

void TestHeaderLines::namesTheLineThatIsWrong()
{
    const auto read = headersFromText(u"X-A: 1\n: 2"_qs);

    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(u"line 2"_qs), qPrintable(read.error().message));
}

BREAKWATER_TEST(TestHeaderLines)
#include "tst_headerlines.moc"
