// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice Where a contribution stands.
/// @custom:value0 None: unknown.
/// @custom:value1 Pending: revealed, waiting for a verdict.
/// @custom:value2 Accepted: may earn.
/// @custom:value3 Rejected: never earns.
/// @custom:value4 Duplicate: repeats an earlier contribution; never earns.
/// @custom:value5 Withdrawn: by its contributor.
/// @custom:value6 Removed: by a dispute.
enum ContributionStatus {
    None,
    Pending,
    Accepted,
    Rejected,
    Duplicate,
    Withdrawn,
    Removed
}

/// @notice Why a verdict fell.
/// @custom:value0 None: accepted without remark.
/// @custom:value1 ExactDuplicate: same content root as an earlier contribution.
/// @custom:value2 NearDuplicate: mostly verbatim from earlier contributions.
/// @custom:value3 Stuffing: keywords or n-grams instead of language.
/// @custom:value4 LicenceMissing: no licence declared.
/// @custom:value5 LicenceIncompatible: the declared licence does not allow the Datanet's terms.
/// @custom:value6 ContentUnavailable: the text behind the root was not provided.
/// @custom:value7 PersonalData: personal data or secrets.
/// @custom:value8 OffTopic.
/// @custom:value9 LowQuality.
enum VerdictReason {
    None,
    ExactDuplicate,
    NearDuplicate,
    Stuffing,
    LicenceMissing,
    LicenceIncompatible,
    ContentUnavailable,
    PersonalData,
    OffTopic,
    LowQuality
}

/// @notice A contribution's standing as the settlement rails read it, two bits each, 128 to a page.
/// @custom:value0 Unaccepted: never accepted; a receipt that names it is refused.
/// @custom:value1 Accepted: its account is paid.
/// @custom:value2 Withdrawn: was accepted; answers served with it still pay its account.
/// @custom:value3 Voided: was accepted, then found a duplicate or removed; its legs are paid to the commons.
enum Standing {
    Unaccepted,
    Accepted,
    Withdrawn,
    Voided
}
