// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/noticebar.h>

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>

namespace Breakwater::Ui {

NoticeBar::NoticeBar(QWidget *parent) : QFrame(parent), m_words(new QLabel(this))
{
    setFrameShape(QFrame::NoFrame);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    auto *const closeButton = new QToolButton(this);
    closeButton->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    closeButton->setAccessibleName(tr("Close this notice"));
    closeButton->setToolTip(tr("Close this notice"));
    closeButton->setAutoRaise(true);
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 6, 4);
    layout->addWidget(m_words, 1);
    layout->addWidget(closeButton, 0, Qt::AlignTop);
    connect(closeButton, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

void NoticeBar::tell(const QString &sentence)
{
    m_words->setText(sentence);
    show();
}

QString NoticeBar::sentence() const
{
    return isHidden() ? QString() : m_words->text();
}

} // namespace Breakwater::Ui
