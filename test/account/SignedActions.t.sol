// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccountRegistry} from "../../contracts/interfaces/IAccountRegistry.sol";
import {ISignedActions} from "../../contracts/interfaces/ISignedActions.sol";
import {AccountRegistry} from "../../contracts/account/AccountRegistry.sol";
import {SignedActions} from "../../contracts/account/SignedActions.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {RegistryBase} from "../support/registry/RegistryBase.sol";

/// @dev What an action may call: takes money, pays it back to its caller, asks who signed, and tries to act again from within.
contract ActionTarget {
    IAccountRegistry internal immutable accounts;
    address internal immutable token;
    bytes internal inner;
    uint256[] public numbers;
    string public word;

    constructor(IAccountRegistry accounts_, address token_) {
        accounts = accounts_;
        token = token_;
    }

    function take(AccountId account, uint256 amount) external {
        accounts.requireController(account, msg.sender);
        (bool isDone, ) = token.call(abi.encodeWithSignature("transferFrom(address,address,uint256)", msg.sender, address(this), amount));
        require(isDone);
    }

    function pay(AccountId account, uint256 amount) external {
        accounts.requireController(account, msg.sender);
        (bool isDone, ) = token.call(abi.encodeWithSignature("transfer(address,uint256)", msg.sender, amount));
        require(isDone);
    }

    function keep(AccountId account, uint256[] calldata numbers_, string calldata word_) external returns (uint256) {
        accounts.requireController(account, msg.sender);
        (numbers, word) = (numbers_, word_);
        return numbers_.length;
    }

    function arm(bytes calldata inner_) external {
        inner = inner_;
    }

    /// @dev Anyone may call; calls its caller back.
    function reenter(AccountId) external {
        (bool isDone, bytes memory reason) = msg.sender.call(inner);
        if (isDone) return;
        assembly ("memory-safe") {
            revert(add(reason, 32), mload(reason))
        }
    }

    function hidden(AccountId account) external view {
        accounts.requireController(account, msg.sender);
    }
}

abstract contract SignedActionsBase is RegistryBase {
    uint256 internal constant KEY = 0xA11CE;
    string internal constant TAKE = "Take(uint32 account,uint256 amount,uint256 spend,bytes32 nonce,uint48 deadline)";
    string internal constant PAY = "Pay(uint32 account,uint256 amount,uint256 spend,bytes32 nonce,uint48 deadline)";
    string internal constant KEEP = "Keep(uint32 account,uint256[] numbers,string word,uint256 spend,bytes32 nonce,uint48 deadline)";
    string internal constant REENTER = "Reenter(uint32 account,uint256 spend,bytes32 nonce,uint48 deadline)";
    string internal constant OFFER = "Offer(uint32 account,address newOwner,uint256 spend,bytes32 nonce,uint48 deadline)";
    string internal constant ACCEPT = "Accept(uint32 account,uint256 spend,bytes32 nonce,uint48 deadline)";

    SignedActions internal actions;
    ActionTarget internal target;
    address internal signer;
    AccountId internal account;

    function setUp() public override {
        super.setUp();
        signer = vm.addr(KEY);
        target = new ActionTarget(accounts, address(token));
        ISignedActions.Action[] memory list = new ISignedActions.Action[](6);
        list[0] = _action(address(target), ActionTarget.take.selector, TAKE, 2);
        list[1] = _action(address(target), ActionTarget.pay.selector, PAY, 2);
        list[2] = _action(address(target), ActionTarget.keep.selector, KEEP, 3);
        list[2].fields[1] = ISignedActions.Field.Words;
        list[2].fields[2] = ISignedActions.Field.Bytes;
        list[3] = _action(address(target), ActionTarget.reenter.selector, REENTER, 1);
        list[4] = _action(address(accounts), IAccountRegistry.offerOwnership.selector, OFFER, 2);
        list[5] = _action(address(accounts), IAccountRegistry.acceptOwnership.selector, ACCEPT, 1);
        actions = new SignedActions(token, list);
        accounts.setSignedActions(actions);
        account = accounts.registerFor(signer, signer);
        token.mint(signer, 100 ether);
        vm.prank(signer);
        token.approve(address(actions), 100 ether);
    }

    function _action(
        address to,
        bytes4 selector,
        string memory definition,
        uint256 arguments
    ) internal pure returns (ISignedActions.Action memory) {
        return ISignedActions.Action(to, selector, new ISignedActions.Field[](arguments), definition);
    }

    function _signed(address to, bytes memory call) internal view returns (ISignedActions.SignedAction memory) {
        return ISignedActions.SignedAction(signer, to, call, 0, bytes32(uint256(1)), uint48(block.timestamp));
    }

    function _sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function _perform(ISignedActions.SignedAction memory action) internal returns (bytes memory) {
        bytes memory signature = _sign(KEY, actions.digestOf(action));
        vm.prank(stranger);
        return actions.perform(action, signature);
    }

    function _expect(bytes4 selector, address by) internal {
        vm.expectRevert(abi.encodeWithSelector(selector, by));
    }
}

contract SignedActionsPerformTest is SignedActionsBase {
    function test_perform_forItsSigner_succeeds() external {
        uint256[] memory numbers = new uint256[](2);
        (numbers[0], numbers[1]) = (7, 9);
        ISignedActions.SignedAction memory action = _signed(
            address(target),
            abi.encodeCall(ActionTarget.keep, (account, numbers, "reentrancy"))
        );
        bytes memory signature = _sign(KEY, actions.digestOf(action));
        vm.expectEmit(address(actions));
        emit ISignedActions.ActionPerformed(signer, address(target), ActionTarget.keep.selector, bytes32(uint256(1)), 0, stranger);
        vm.prank(stranger);
        bytes memory result = actions.perform(action, signature);

        vm.assertEq(abi.decode(result, (uint256)), 2);
        vm.assertEq(target.numbers(1), 9);
        vm.assertEq(target.word(), "reentrancy");
        vm.assertEq(actions.signer(), address(0));
        vm.assertTrue(actions.isNonceUsed(signer, bytes32(uint256(1))));
    }

    /// @dev The hash by hand, as EIP-712 says it.
    function test_digestOf_isEip712_succeeds() external view {
        uint256[] memory numbers = new uint256[](2);
        (numbers[0], numbers[1]) = (7, 9);
        ISignedActions.SignedAction memory action = _signed(
            address(target),
            abi.encodeCall(ActionTarget.keep, (account, numbers, "reentrancy"))
        );
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("OpenLedger SignedActions"),
                keccak256("1"),
                block.chainid,
                address(actions)
            )
        );
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(bytes(KEEP)),
                account,
                keccak256(abi.encodePacked(numbers)),
                keccak256("reentrancy"),
                uint256(0),
                action.nonce,
                action.deadline
            )
        );
        vm.assertEq(actions.digestOf(action), keccak256(abi.encodePacked("\x19\x01", domain, structHash)));
    }

    function testFuzz_perform_spendsNoMoreThanSigned(uint96 spend, uint96 amount) external {
        uint256 allowed = uint256(spend) % 100 ether;
        ISignedActions.SignedAction memory action = _signed(address(target), abi.encodeCall(ActionTarget.take, (account, amount)));
        action.spend = allowed;
        bytes memory signature = _sign(KEY, actions.digestOf(action));
        if (amount > allowed) vm.expectRevert();
        actions.perform(action, signature);

        uint256 taken = amount > allowed ? 0 : amount;
        vm.assertEq(token.balanceOf(signer), 100 ether - taken);
        vm.assertEq(token.balanceOf(address(target)), taken);
        vm.assertEq(token.balanceOf(address(actions)), 0);
        vm.assertEq(token.allowance(address(actions), address(target)), 0);
    }

    function test_perform_passesOnWhatTheCallPays_succeeds() external {
        token.mint(address(target), 3 ether);
        _perform(_signed(address(target), abi.encodeCall(ActionTarget.pay, (account, 3 ether))));
        vm.assertEq(token.balanceOf(signer), 103 ether);
        vm.assertEq(token.balanceOf(address(actions)), 0);
    }

    function test_perform_leavesDonationsAlone_succeeds() external {
        token.mint(address(actions), 5 ether);
        ISignedActions.SignedAction memory action = _signed(address(target), abi.encodeCall(ActionTarget.take, (account, 1 ether)));
        action.spend = 2 ether;
        _perform(action);
        vm.assertEq(token.balanceOf(signer), 99 ether);
        vm.assertEq(token.balanceOf(address(actions)), 5 ether);
    }

    function test_perform_late_reverts() external {
        ISignedActions.SignedAction memory action = _signed(address(target), abi.encodeCall(ActionTarget.take, (account, 0)));
        bytes memory signature = _sign(KEY, actions.digestOf(action));
        vm.warp(block.timestamp + 1);
        vm.expectRevert(abi.encodeWithSelector(ISignedActions.SignedActions_Expired.selector, action.deadline, block.timestamp));
        actions.perform(action, signature);
    }

    function test_perform_twice_reverts() external {
        ISignedActions.SignedAction memory action = _signed(address(target), abi.encodeCall(ActionTarget.take, (account, 0)));
        _perform(action);
        bytes memory signature = _sign(KEY, actions.digestOf(action));
        vm.expectRevert(abi.encodeWithSelector(ISignedActions.SignedActions_NonceUsed.selector, signer, action.nonce));
        actions.perform(action, signature);
    }

    /// @dev Whatever part of the message is changed after signing, the signature is no longer the signer's.
    function testFuzz_perform_changed_reverts(uint8 part) external {
        ISignedActions.SignedAction memory action = _signed(address(target), abi.encodeCall(ActionTarget.take, (account, 1)));
        bytes memory signature = _sign(KEY, actions.digestOf(action));
        if (part % 5 == 0) action.spend += 1;
        else if (part % 5 == 1) action.nonce = bytes32(uint256(2));
        else if (part % 5 == 2) action.deadline += 1;
        else if (part % 5 == 3) action.call = abi.encodeCall(ActionTarget.take, (account, 2));
        else action.call = abi.encodeCall(ActionTarget.pay, (account, 1));
        _expect(ISignedActions.SignedActions_BadSignature.selector, signer);
        actions.perform(action, signature);
    }

    function test_perform_onAnotherChain_reverts() external {
        ISignedActions.SignedAction memory action = _signed(address(target), abi.encodeCall(ActionTarget.take, (account, 0)));
        bytes memory signature = _sign(KEY, actions.digestOf(action));
        vm.chainId(8_453);
        _expect(ISignedActions.SignedActions_BadSignature.selector, signer);
        actions.perform(action, signature);
    }

    function test_perform_ofUnlistedFunction_reverts() external {
        ISignedActions.SignedAction memory action = _signed(address(target), abi.encodeCall(ActionTarget.hidden, (account)));
        vm.expectRevert(
            abi.encodeWithSelector(ISignedActions.SignedActions_UnknownAction.selector, address(target), ActionTarget.hidden.selector)
        );
        actions.perform(action, "");
        action.call = hex"0011";
        vm.expectRevert(abi.encodeWithSelector(ISignedActions.SignedActions_UnknownAction.selector, address(target), bytes4(0)));
        actions.perform(action, "");
    }

    function test_perform_cutShort_reverts() external {
        bytes memory call = abi.encodePacked(ActionTarget.keep.selector, uint256(1), uint256(96), uint256(128), uint256(2));
        ISignedActions.SignedAction memory action = _signed(address(target), call);
        vm.expectRevert(abi.encodeWithSelector(ISignedActions.SignedActions_BadArguments.selector, 1, 128));
        actions.perform(action, "");
        action.call = abi.encodePacked(ActionTarget.take.selector, uint128(1));
        vm.expectRevert(abi.encodeWithSelector(ISignedActions.SignedActions_BadArguments.selector, 0, 16));
        actions.perform(action, "");
        action.call = abi.encodePacked(ActionTarget.keep.selector, uint256(1), type(uint256).max, uint256(128));
        vm.expectRevert(abi.encodeWithSelector(ISignedActions.SignedActions_BadArguments.selector, 1, 96));
        actions.perform(action, "");
    }

    /// @dev Who signs for an account of somebody else gets the account registry's own refusal.
    function test_perform_forForeignAccount_reverts() external {
        AccountId foreign = accounts.registerFor(rival, rival);
        ISignedActions.SignedAction memory action = _signed(address(target), abi.encodeCall(ActionTarget.take, (foreign, 0)));
        bytes memory signature = _sign(KEY, actions.digestOf(action));
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, foreign, address(actions)));
        actions.perform(action, signature);
        vm.assertFalse(actions.isNonceUsed(signer, action.nonce));
    }

    function test_perform_fromWithin_reverts() external {
        ISignedActions.SignedAction memory inner = _signed(address(target), abi.encodeCall(ActionTarget.take, (account, 0)));
        target.arm(abi.encodeCall(ISignedActions.perform, (inner, _sign(KEY, actions.digestOf(inner)))));
        ISignedActions.SignedAction memory outer = _signed(address(target), abi.encodeCall(ActionTarget.reenter, (account)));
        outer.nonce = bytes32(uint256(2));
        bytes memory signature = _sign(KEY, actions.digestOf(outer));
        vm.expectRevert(bytes(abi.encodeWithSignature("ReentrancyGuardReentrantCall()")));
        actions.perform(outer, signature);
    }
}

contract SignedActionsCancelTest is SignedActionsBase {
    function test_cancel_stopsTheMessage_succeeds() external {
        ISignedActions.SignedAction memory action = _signed(address(target), abi.encodeCall(ActionTarget.take, (account, 0)));
        bytes memory signature = _sign(KEY, actions.digestOf(action));
        vm.expectEmit(address(actions));
        emit ISignedActions.NonceCancelled(signer, action.nonce);
        vm.prank(signer);
        actions.cancel(action.nonce);
        vm.expectRevert(abi.encodeWithSelector(ISignedActions.SignedActions_NonceUsed.selector, signer, action.nonce));
        actions.perform(action, signature);
        vm.expectRevert(abi.encodeWithSelector(ISignedActions.SignedActions_NonceUsed.selector, signer, action.nonce));
        vm.prank(signer);
        actions.cancel(action.nonce);
    }
}

contract SignedActionsRegistryTest is SignedActionsBase {
    function test_setSignedActions_twice_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_SignedActionsSet.selector, actions));
        accounts.setSignedActions(actions);
    }

    function test_setSignedActions_zero_reverts() external {
        AccountRegistry fresh = new AccountRegistry(address(manager));
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_ZeroAddress.selector));
        fresh.setSignedActions(ISignedActions(address(0)));
        fresh.register(signer);
        vm.assertFalse(fresh.isController(AccountId.wrap(1), address(0)));
    }

    function test_setSignedActions_announces_succeeds() external {
        AccountRegistry fresh = new AccountRegistry(address(manager));
        vm.expectEmit(address(fresh));
        emit IAccountRegistry.SignedActionsSet(actions, address(this));
        fresh.setSignedActions(actions);
        vm.assertEq(address(fresh.signedActions()), address(actions));
    }

    function test_isController_outsideAnAction_isNobody_succeeds() external view {
        vm.assertTrue(accounts.isController(account, signer));
        vm.assertFalse(accounts.isController(account, address(actions)));
    }

    /// @dev An account passes on by two messages: the new owner signs too. Nobody else can accept, also not by a message.
    function test_offerOwnership_andAccept_signed_succeeds() external {
        uint256 newKey = 0xB0B;
        address newOwner = vm.addr(newKey);
        _perform(_signed(address(accounts), abi.encodeCall(IAccountRegistry.offerOwnership, (account, newOwner))));
        ISignedActions.SignedAction memory accept = _signed(address(accounts), abi.encodeCall(IAccountRegistry.acceptOwnership, (account)));
        accept.nonce = bytes32(uint256(2));
        bytes memory signature = _sign(KEY, actions.digestOf(accept));
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, account, address(actions)));
        actions.perform(accept, signature);

        accept.signer = newOwner;
        signature = _sign(newKey, actions.digestOf(accept));
        actions.perform(accept, signature);
        vm.assertEq(accounts.controllerOf(account), newOwner);
        vm.assertEq(accounts.payoutOf(account), newOwner);
    }
}
