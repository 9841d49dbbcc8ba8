// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/aboutdialog.h>

#include <core/base/version.h>

#include <QtWidgets/QApplication>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

AboutDialog::AboutDialog(QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("About Breakwater"));
    auto *const picture = new QLabel(this);
    picture->setPixmap(QIcon(u":/icons/breakwater.svg"_qs).pixmap(96, 96));
    auto *const name = new QLabel(tr("Breakwater %1").arg(QLatin1StringView(version)), this);
    QFont large = name->font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    large.setBold(true);
    name->setFont(large);
    auto *const words
        = new QLabel(tr("Keeps WebSocket links alive and shows what they are doing.\n\n"
                        "Free software under the GNU General Public License, version 3 or later.\n"
                        "Built with Qt %1, running with Qt %2.")
                         .arg(QLatin1StringView(QT_VERSION_STR), QLatin1StringView(qVersion())),
                     this);
    for (QLabel *const label : {name, words})
        label->setTextFormat(Qt::PlainText);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *const layout = new QGridLayout(this);
    layout->setHorizontalSpacing(20);
    layout->addWidget(picture, 0, 0, 2, 1, Qt::AlignTop);
    layout->addWidget(name, 0, 1);
    layout->addWidget(words, 1, 1);
    layout->addWidget(buttons, 2, 0, 1, 2);
}

} // namespace Breakwater::Ui
