// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/resilience/faultclassifier.h>

#include <QtNetwork/QNetworkReply>

#include <optional>

namespace Breakwater {

//! What came of asking a health page once.
struct PollEnd
{
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    std::optional<int> status = {}; //!< of HTTP, where one came
    bool tookTooLong = false;
    bool wasTooLarge = false;
    QString tlsProblem = {}; //!< what is wrong with the certificate; may be empty
};

//! What a poll that brought nothing means, in the same terms as the end of a link: whose fault, and
//! one sentence. Qt's own sentences hold whole URLs, so none of them is used. The third 404 in a
//! row is a refusal.
class PollFaults final
{
public:
    Fault classify(const PollEnd &end);
    void reset() { m_classifier.reset(); }

private:
    FaultClassifier m_classifier;
};

} // namespace Breakwater
