// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QLabel>

namespace Breakwater::Ui {

//! One line that counts: while only its digits change it keeps its room, so that nothing is laid
//! out anew each second. As large as its text and indent() need, rounded up. It has no contents
//! margins: a frame forgets them while it is smaller than they are, as an empty one is.
class SteadyLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit SteadyLabel(QWidget *parent = nullptr);

    //! In place of setText().
    void tell(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fit();

    QString m_pattern; //!< the text with zeros for digits
};

} // namespace Breakwater::Ui
