// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {Attestation, IEAS} from "../interfaces/eas/IEAS.sol";
import {ISchemaRegistry} from "../interfaces/eas/ISchemaRegistry.sol";
import {ISchemaResolver} from "../interfaces/eas/ISchemaResolver.sol";
import {IPanelDraws} from "../interfaces/IPanelDraws.sol";
import {IValidationRounds} from "../interfaces/IValidationRounds.sol";
import {IValidatorReports} from "../interfaces/IValidatorReports.sol";

import {BoundedString} from "../libraries/BoundedString.sol";

import {AccountId} from "../types/AccountId.sol";

/// @title ValidatorReports
/// @dev Nobody owns it and it holds nothing.
contract ValidatorReports is IValidatorReports {
    /// @dev Order and names are part of the schema's id.
    string public constant SCHEMA = "uint48 round,uint8 level,uint8 seat,uint32 validator,bytes32 report,string uri";

    IEAS public immutable eas;
    IValidationRounds public immutable rounds;
    IPanelDraws public immutable panels;
    IAccountRegistry public immutable accounts;
    /// @inheritdoc IValidatorReports
    bytes32 public immutable schemaUid;

    /// @inheritdoc IValidatorReports
    mapping(uint48 round => mapping(uint8 level => mapping(uint8 seat => bytes32 uid))) public reportOf;

    modifier onlyEas() {
        require(msg.sender == address(eas), ValidatorReports_NotEas(msg.sender));
        require(msg.value == 0, ValidatorReports_ValueNotAccepted(msg.value));
        _;
    }

    /// @dev The schema may be registered already: anyone may register it for an address that can be foreseen.
    constructor(IEAS eas_, IValidationRounds rounds_, IPanelDraws panels_, IAccountRegistry accounts_) {
        eas = eas_;
        rounds = rounds_;
        panels = panels_;
        accounts = accounts_;
        schemaUid = keccak256(abi.encodePacked(SCHEMA, address(this), false));
        ISchemaRegistry registry = eas_.getSchemaRegistry();
        // solhint-disable-next-line no-empty-blocks
        try registry.register(SCHEMA, this, false) {} catch {}
        require(registry.getSchema(schemaUid).uid == schemaUid, ValidatorReports_SchemaNotRegistered(schemaUid));
    }

    /// @inheritdoc ISchemaResolver
    function isPayable() external pure returns (bool) {
        return false;
    }

    /// @inheritdoc ISchemaResolver
    function attest(Attestation calldata attestation) external payable onlyEas returns (bool) {
        _record(attestation);
        return true;
    }

    /// @inheritdoc ISchemaResolver
    function multiAttest(Attestation[] calldata attestations, uint256[] calldata) external payable onlyEas returns (bool) {
        for (uint256 i = 0; i < attestations.length; ++i) _record(attestations[i]);
        return true;
    }

    /// @inheritdoc ISchemaResolver
    /// @dev EAS does not get here: it refuses to revoke under a schema that is not revocable.
    function revoke(Attestation calldata attestation) external payable onlyEas returns (bool) {
        revert ValidatorReports_Irrevocable(attestation.uid);
    }

    /// @inheritdoc ISchemaResolver
    function multiRevoke(Attestation[] calldata attestations, uint256[] calldata) external payable onlyEas returns (bool) {
        revert ValidatorReports_Irrevocable(attestations[0].uid);
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    function _record(Attestation calldata attestation) private {
        require(attestation.schema == schemaUid, ValidatorReports_WrongSchema(attestation.schema, schemaUid));
        require(attestation.expirationTime == 0, ValidatorReports_Expires(attestation.expirationTime));
        // The schema's fields stand side by side, a struct's behind an offset.
        Report memory given = abi.decode(bytes.concat(bytes32(uint256(32)), attestation.data), (Report));
        require(given.report != bytes32(0), ValidatorReports_ZeroReport());
        BoundedString.requireUri(given.uri);
        _requireSeat(given.round, given.level, given.seat, given.validator);
        address controller = accounts.controllerOf(given.validator);
        require(attestation.attester == controller, ValidatorReports_NotController(given.validator, attestation.attester, controller));
        bytes32 earlier = reportOf[given.round][given.level][given.seat];
        require(earlier == bytes32(0), ValidatorReports_AlreadyReported(given.round, given.level, given.seat, earlier));

        reportOf[given.round][given.level][given.seat] = attestation.uid;
        emit ValidatorReported(attestation.uid, given.round, given.validator, given, attestation.attester);
    }

    /// @dev The rounds revert for a round or a level that they do not know.
    function _requireSeat(uint48 round, uint8 level, uint8 seat, AccountId validator) private view {
        IValidationRounds.Level memory reached = rounds.levelOf(round, level);
        require(
            seat < reached.size && panels.memberAt(reached.draw, seat) == validator,
            ValidatorReports_NotMember(round, level, seat, validator)
        );
        require((reached.revealed >> seat) & 1 == 1, ValidatorReports_VotesNotShown(round, level, seat));
    }
}
