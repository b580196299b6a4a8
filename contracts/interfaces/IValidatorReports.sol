// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";

import {ISchemaResolver} from "./eas/ISchemaResolver.sol";

/// @title IValidatorReports
/// @notice Reports of validators as EAS attestations: for each seat of a panel, once, what its validator found and why, as a commitment to a document.
/// This contract is the schema's resolver: only the controller of the validator that was drawn for the seat can attest, and only after the seat has
/// shown its votes, so that no report gives votes away that others could copy.
/// @dev Schema: `uint48 round,uint8 level,uint8 seat,uint32 validator,bytes32 report,string uri`, not revocable, without end. The votes themselves are in the event
/// `VotesRevealed`; a report decides nothing and moves no money.
interface IValidatorReports is ISchemaResolver {
    /// @param level Level of the panel, 0 for the first. @param seat Seat on it. @param validator Whose seat it is.
    /// @param report Hash of the document, not zero. @param uri Where it is; may be empty.
    struct Report {
        uint48 round;
        uint8 level;
        uint8 seat;
        AccountId validator;
        bytes32 report;
        string uri;
    }

    error ValidatorReports_NotEas(address caller);
    error ValidatorReports_ValueNotAccepted(uint256 value);
    error ValidatorReports_SchemaNotRegistered(bytes32 schema);
    error ValidatorReports_WrongSchema(bytes32 schema, bytes32 expected);
    /// @notice Reports do not end.
    error ValidatorReports_Expires(uint64 expirationTime);
    error ValidatorReports_Irrevocable(bytes32 uid);
    error ValidatorReports_ZeroReport();
    error ValidatorReports_NotMember(uint48 round, uint8 level, uint8 seat, AccountId validator);
    error ValidatorReports_NotController(AccountId validator, address attester, address controller);
    /// @notice The seat has not shown its votes.
    error ValidatorReports_VotesNotShown(uint48 round, uint8 level, uint8 seat);
    error ValidatorReports_AlreadyReported(uint48 round, uint8 level, uint8 seat, bytes32 uid);

    event ValidatorReported(bytes32 indexed uid, uint48 indexed round, AccountId indexed validator, Report report, address actor);

    /// @notice Id of the schema.
    function schemaUid() external view returns (bytes32);

    /// @notice The attestation of a seat's report; zero if there is none.
    function reportOf(uint48 round, uint8 level, uint8 seat) external view returns (bytes32 uid);
}
