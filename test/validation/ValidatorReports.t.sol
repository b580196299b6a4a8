// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Attestation,
    AttestationRequest,
    AttestationRequestData,
    IEAS,
    MultiAttestationRequest
} from "../../contracts/interfaces/eas/IEAS.sol";
import {ISchemaRegistry} from "../../contracts/interfaces/eas/ISchemaRegistry.sol";
import {IValidationRounds} from "../../contracts/interfaces/IValidationRounds.sol";
import {IValidatorReports} from "../../contracts/interfaces/IValidatorReports.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {ValidatorReports} from "../../contracts/validation/ValidatorReports.sol";
import {EasDouble, ForgetfulSchemaRegistry, SchemaRegistryDouble} from "../support/governance/EasDouble.sol";
import {ValidationBase} from "../support/validation/ValidationBase.sol";

interface ValueCheats {
    function deal(address who, uint256 balance) external;
}

interface EmitCheats {
    function expectEmit(bool topic1, bool topic2, bool topic3, bool data, address emitter) external;
}

contract ValidatorReports_Test is ValidationBase {
    string private constant SCHEMA = "uint48 round,uint8 level,uint8 seat,uint32 validator,bytes32 report,string uri";

    EasDouble private _eas;
    ValidatorReports private _reports;
    uint48 private _round;
    AccountId[] private _panel;

    /// @dev A round whose panel has shown its votes, but for the last seat.
    function setUp() public override {
        super.setUp();
        _eas = new EasDouble(new SchemaRegistryDouble());
        _reports = new ValidatorReports(_eas, rounds, panels, accounts);
        _seat(7);
        ContributionId[] memory items = _items(2);
        _round = _open(items);
        _draw(_round);
        _panel = _members(_round);
        bytes[] memory ballots = _ballots(_round, _votes(2, 0, 500_000));
        ballots[ballots.length - 1] = "";
        _cast(_round, ballots);
    }

    function _given(uint8 seat) private view returns (IValidatorReports.Report memory) {
        return
            IValidatorReports.Report({
                round: _round,
                level: 0,
                seat: seat,
                validator: _panel[seat],
                report: keccak256("why"),
                uri: "ipfs://report"
            });
    }

    function _data(IValidatorReports.Report memory given) private pure returns (bytes memory) {
        return abi.encode(given.round, given.level, given.seat, given.validator, given.report, given.uri);
    }

    function _request(IValidatorReports.Report memory given) private view returns (AttestationRequest memory) {
        return
            AttestationRequest({
                schema: _reports.schemaUid(),
                data: AttestationRequestData({
                    recipient: address(0),
                    expirationTime: 0,
                    revocable: false,
                    refUID: 0,
                    data: _data(given),
                    value: 0
                })
            });
    }

    function _attest(IValidatorReports.Report memory given, address attester) private returns (bytes32) {
        AttestationRequest memory request = _request(given);
        vm.prank(attester);
        return _eas.attest(request);
    }

    function _expect(IValidatorReports.Report memory given, address attester, bytes memory reason) private {
        AttestationRequest memory request = _request(given);
        vm.expectRevert(reason);
        vm.prank(attester);
        _eas.attest(request);
    }

    function _controller(uint8 seat) private view returns (address) {
        return accounts.controllerOf(_panel[seat]);
    }

    function test_constructor_registersItsSchema_succeeds() public view {
        vm.assertEq(_reports.schemaUid(), keccak256(abi.encodePacked(SCHEMA, address(_reports), false)));
        vm.assertFalse(_reports.isPayable());
        vm.assertEq(_reports.version(), "1.0.0");
    }

    function test_attest_byEveryMemberOnce_succeeds() public {
        for (uint8 seat = 0; seat + 1 < _panel.length; ++seat) {
            bytes32 uid = _attest(_given(seat), _controller(seat));
            vm.assertEq(_reports.reportOf(_round, 0, seat), uid);
            _expect(
                _given(seat),
                _controller(seat),
                abi.encodeWithSelector(IValidatorReports.ValidatorReports_AlreadyReported.selector, _round, 0, seat, uid)
            );
        }
    }

    function test_attest_emitsTheReport_succeeds() public {
        IValidatorReports.Report memory given = _given(1);
        // The uid is EAS's to choose.
        EmitCheats(address(vm)).expectEmit(false, true, true, true, address(_reports));
        emit IValidatorReports.ValidatorReported(0, _round, given.validator, given, _controller(1));
        _attest(given, _controller(1));
    }

    function test_multiAttest_oneSeatOfAnother_reverts() public {
        MultiAttestationRequest[] memory requests = new MultiAttestationRequest[](1);
        requests[0].schema = _reports.schemaUid();
        requests[0].data = new AttestationRequestData[](2);
        requests[0].data[0] = _request(_given(0)).data;
        requests[0].data[1] = _request(_given(1)).data;
        (address attester, address other) = (_controller(0), _controller(1));
        vm.expectRevert(abi.encodeWithSelector(IValidatorReports.ValidatorReports_NotController.selector, _panel[1], attester, other));
        vm.prank(attester);
        _eas.multiAttest(requests);
    }

    function test_attest_silentSeat_reverts() public {
        uint8 seat = uint8(_panel.length - 1);
        _expect(
            _given(seat),
            _controller(seat),
            abi.encodeWithSelector(IValidatorReports.ValidatorReports_VotesNotShown.selector, _round, 0, seat)
        );
    }

    function test_attest_notOnThePanel_reverts() public {
        IValidatorReports.Report memory given = _given(0);
        given.validator = _panel[1];
        bytes4 reason = IValidatorReports.ValidatorReports_NotMember.selector;
        _expect(given, _controller(1), abi.encodeWithSelector(reason, _round, 0, 0, _panel[1]));
        given = _given(0);
        given.seat = 200;
        _expect(given, _controller(0), abi.encodeWithSelector(reason, _round, 0, 200, _panel[0]));
    }

    function test_attest_unknownRoundOrLevel_reverts() public {
        IValidatorReports.Report memory given = _given(0);
        given.level = 1;
        _expect(given, _controller(0), abi.encodeWithSelector(IValidationRounds.ValidationRounds_UnknownLevel.selector, _round, 1));
        given.round = 99;
        _expect(given, _controller(0), abi.encodeWithSelector(IValidationRounds.ValidationRounds_UnknownRound.selector, 99));
    }

    function test_attest_byStranger_reverts() public {
        _expect(
            _given(0),
            stranger,
            abi.encodeWithSelector(IValidatorReports.ValidatorReports_NotController.selector, _panel[0], stranger, _controller(0))
        );
    }

    function test_attest_emptyReport_reverts() public {
        IValidatorReports.Report memory given = _given(0);
        given.report = 0;
        _expect(given, _controller(0), abi.encodeWithSelector(IValidatorReports.ValidatorReports_ZeroReport.selector));
    }

    function test_attest_withAnEnd_reverts() public {
        AttestationRequest memory request = _request(_given(0));
        request.data.expirationTime = uint64(block.timestamp + 1);
        address attester = _controller(0);
        vm.expectRevert(abi.encodeWithSelector(IValidatorReports.ValidatorReports_Expires.selector, block.timestamp + 1));
        vm.prank(attester);
        _eas.attest(request);
    }

    function test_resolver_notEas_reverts() public {
        Attestation memory attestation;
        Attestation[] memory list = new Attestation[](1);
        bytes memory reason = abi.encodeWithSelector(IValidatorReports.ValidatorReports_NotEas.selector, address(this));
        vm.expectRevert(reason);
        _reports.attest(attestation);
        vm.expectRevert(reason);
        _reports.multiAttest(list, new uint256[](1));
        vm.expectRevert(reason);
        _reports.revoke(attestation);
        vm.expectRevert(reason);
        _reports.multiRevoke(list, new uint256[](1));
    }

    function test_resolver_fromEas_wrongSchemaValueOrRevocation_reverts() public {
        Attestation memory attestation;
        attestation.uid = "uid";
        attestation.schema = "other";
        Attestation[] memory list = new Attestation[](1);
        list[0] = attestation;
        ValueCheats(address(vm)).deal(address(_eas), 1);
        vm.startPrank(address(_eas));
        vm.expectRevert(
            abi.encodeWithSelector(IValidatorReports.ValidatorReports_WrongSchema.selector, bytes32("other"), _reports.schemaUid())
        );
        _reports.attest(attestation);
        vm.expectRevert(abi.encodeWithSelector(IValidatorReports.ValidatorReports_ValueNotAccepted.selector, 1));
        _reports.attest{value: 1}(attestation);
        vm.expectRevert(abi.encodeWithSelector(IValidatorReports.ValidatorReports_Irrevocable.selector, bytes32("uid")));
        _reports.revoke(attestation);
        vm.expectRevert(abi.encodeWithSelector(IValidatorReports.ValidatorReports_Irrevocable.selector, bytes32("uid")));
        _reports.multiRevoke(list, new uint256[](1));
        vm.stopPrank();
    }

    function test_constructor_schemaNotKept_reverts() public {
        IEAS forgetful = new EasDouble(ISchemaRegistry(address(new ForgetfulSchemaRegistry())));
        try new ValidatorReports(forgetful, rounds, panels, accounts) {
            vm.assertTrue(false);
        } catch (bytes memory reason) {
            vm.assertTrue(bytes4(reason) == IValidatorReports.ValidatorReports_SchemaNotRegistered.selector);
        }
    }
}
