// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/rangedialog.h>

#include <ui/charts/timeview.h>

#include <QtCore/QDateTime>
#include <QtWidgets/QDateTimeEdit>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

#include <cmath>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

RangeDialog::RangeDialog(TimeView &view, QWidget *parent)
    : QDialog(parent), m_view(view), m_from(new QDateTimeEdit(this)), m_to(new QDateTimeEdit(this)),
      m_words(new QLabel(this))
{
    setWindowTitle(tr("From – to"));
    for (QDateTimeEdit *const edit : {m_from, m_to}) {
        edit->setDisplayFormat(u"yyyy-MM-dd HH:mm:ss"_qs);
        edit->setCalendarPopup(true);
        connect(edit, &QDateTimeEdit::dateTimeChanged, this, &RangeDialog::check);
    }
    m_words->setTextFormat(Qt::PlainText);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_show = buttons->addButton(tr("&Show"), QDialogButtonBox::AcceptRole);
    auto *const layout = new QFormLayout(this);
    layout->addRow(tr("&From"), m_from);
    layout->addRow(tr("&To"), m_to);
    layout->addRow(m_words);
    layout->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &RangeDialog::apply);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_from->setDateTime(QDateTime::fromSecsSinceEpoch(std::llround(view.start())));
    m_to->setDateTime(QDateTime::fromSecsSinceEpoch(std::llround(view.end())));
}

void RangeDialog::check()
{
    const qint64 length = m_from->dateTime().secsTo(m_to->dateTime());
    const bool isFine
        = length >= qint64(TimeView::shortestSpan) && length <= qint64(TimeView::longestSpan);
    m_words->setText(isFine ? tr("Local time.") : tr("Choose between 10 seconds and 24 hours."));
    if (m_show)
        m_show->setEnabled(isFine);
}

void RangeDialog::apply()
{
    m_view.setRange(double(m_from->dateTime().toSecsSinceEpoch()),
                    double(m_to->dateTime().toSecsSinceEpoch()));
    accept();
}

} // namespace Breakwater::Ui
