// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/resilience/faultclassifier.h>

namespace Breakwater {

//! What a poll that brought nothing means, in the same terms as the end of a link: whose fault, and
//! one sentence. The third 404 in a row is a refusal.
class PollFaults final
{
public:
    //! `httpStatus` is set if at least a head came; one other than 200 says more than how the rest
    //! failed.
    Fault classify(const EndReason &end);
    //! A whole answer with a status that tells no health.
    Fault classify(int httpStatus);
    void reset() { m_classifier.reset(); }

private:
    FaultClassifier m_classifier;
};

} // namespace Breakwater
