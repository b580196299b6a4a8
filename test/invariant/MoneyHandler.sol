// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

import {AccountRegistry} from "../../contracts/account/AccountRegistry.sol";
import {DatanetRegistry} from "../../contracts/datanet/DatanetRegistry.sol";
import {IGatewayRegistry} from "../../contracts/interfaces/IGatewayRegistry.sol";
import {IPaymentEscrow} from "../../contracts/interfaces/IPaymentEscrow.sol";
import {ModelRegistry} from "../../contracts/model/ModelRegistry.sol";
import {GatewayRegistry} from "../../contracts/serving/GatewayRegistry.sol";
import {PaymentEscrow} from "../../contracts/serving/PaymentEscrow.sol";
import {PayoutLedger} from "../../contracts/settlement/PayoutLedger.sol";
import {RewardRouter} from "../../contracts/settlement/RewardRouter.sol";
import {OpenToken} from "../../contracts/token/OpenToken.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {GatewayId} from "../../contracts/types/GatewayId.sol";
import {ModelId} from "../../contracts/types/ModelId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {OfferingId} from "../../contracts/types/OfferingId.sol";
import {Role} from "../../contracts/types/Role.sol";
import {BatchBuilder} from "../mocks/BatchBuilder.sol";
import {ReferenceReceipt} from "../mocks/ReferenceReceipt.sol";
import {MoneyWorld} from "../support/money/MoneyWorld.sol";

/// @notice Everything that moves OPEN, honest and not, with a book of what should be true.
contract MoneyHandler is MoneyWorld {
    /// @param payers Funded by nobody yet; `payer` controls them all. @param firsts First of `ITEMS` accepted contributions of each contributor.
    struct World {
        AccessManager manager;
        OpenToken token;
        AccountRegistry accounts;
        PayoutLedger ledger;
        DatanetRegistry datanets;
        ModelRegistry models;
        GatewayRegistry gateways;
        PaymentEscrow escrow;
        RewardRouter router;
        RewardRouter other;
        AccountId commons;
        AccountId gatewayAccount;
        ModelId model;
        GatewayId gateway;
        OfferingId offering;
        AccountId[] payers;
        ContributionId[] firsts;
    }

    uint256 private constant PAYERS = 3;
    uint256 public constant ITEMS = 8;

    AccountId[] public payers;
    ContributionId[] private _firsts;
    RewardRouter private _other;
    bytes private _lastBatch;
    bytes private _lastSignature;

    uint40 public nextSequence;
    uint256 public deposited;
    uint256 public withdrawn;
    uint256 public settled;
    uint256 public posted;
    uint256 public unbonded;
    uint256 public donated;
    uint256 public breaches;
    string public lastBreach;
    mapping(AccountId account => uint256) public expected;
    mapping(AccountId payer => uint256) public depositedFor;
    mapping(AccountId payer => uint256) public withdrawnBy;
    mapping(AccountId payer => uint256) public billed;
    mapping(AccountId payer => uint256) public signed;
    mapping(bytes32 deed => uint256) public successes;

    constructor(World memory world) {
        (manager, token, accounts, ledger) = (world.manager, world.token, world.accounts, world.ledger);
        (datanets, models, gateways, escrow) = (world.datanets, world.models, world.gateways, world.escrow);
        (router, _other, commons, gatewayAccount) = (world.router, world.other, world.commons, world.gatewayAccount);
        (model, gateway, offering) = (world.model, world.gateway, world.offering);
        payers = world.payers;
        _firsts = world.firsts;
        posted = 1_000 * OPEN;
    }

    /* HONEST */

    function deposit(uint256 who, uint64 amount) external {
        AccountId account = payers[who % PAYERS];
        amount = uint64(_bound(amount, 1, 1_000_000));
        _fund(account, amount);
        deposited += amount;
        depositedFor[account] += amount;
        ++successes["deposit"];
    }

    function redeem(uint256 who, uint64 more) external {
        AccountId account = payers[who % PAYERS];
        uint64 cumulative = uint64(_nano(escrow.allowanceOf(account, gateway).authorised) + _bound(more, 1, 500_000));
        _authorise(account, cumulative);
        signed[account] = cumulative;
        ++successes["redeem"];
    }

    function settle(uint256 seed, uint256 count, uint256 legs) external {
        ReferenceReceipt.Receipt[] memory receipts = _receipts(seed, _bound(count, 1, 4), _bound(legs, 0, 12));
        bytes memory batch = BatchBuilder.build(receipts, _roleAccounts());
        bytes memory signature = _sign(RECEIPT_KEY, _digest(receipts, address(router), block.chainid));
        bool shouldPass = _canPay(receipts);
        vm.prank(stranger);
        try router.settle(batch, receiptKey, signature) {
            if (!shouldPass) _breach("settled above voucher, cap or balance");
            for (uint256 i; i < receipts.length; ++i) _book(receipts[i]);
            nextSequence += uint40(receipts.length);
            (_lastBatch, _lastSignature) = (batch, signature);
            ++successes["settle"];
        } catch {
            if (shouldPass) _breach("a good batch was refused");
        }
    }

    function claim(uint256 who) external {
        AccountId account = AccountId.wrap(uint32(1 + (who % accounts.accountCount())));
        address payout = accounts.payoutOf(account);
        uint256 claimable = _nano(ledger.claimableOf(account));
        uint256 before = token.balanceOf(payout);
        AccountId[] memory twice = new AccountId[](2);
        (twice[0], twice[1]) = (account, account);
        vm.prank(stranger);
        if (_nano(ledger.withdraw(twice)) != claimable) _breach("claimed another amount than claimable");
        if (token.balanceOf(payout) - before != claimable * 1e9) _breach("claim paid another amount");
        if (claimable != 0) ++successes["claim"];
    }

    function requestWithdrawal(uint256 who, uint64 amount) external {
        AccountId account = payers[who % PAYERS];
        uint256 balance = _nano(escrow.depositOf(account).balance);
        if (balance == 0) return;
        vm.prank(payer);
        escrow.requestWithdrawal(account, NanoOpen.wrap(uint64(_bound(amount, 1, balance))));
    }

    function withdrawDeposit(uint256 who) external {
        AccountId account = payers[who % PAYERS];
        IPaymentEscrow.Deposit memory held = escrow.depositOf(account);
        bool mayPass = _nano(held.withdrawing) != 0 && block.timestamp >= held.withdrawableAt;
        try escrow.withdraw(account) returns (NanoOpen amount) {
            if (!mayPass) _breach("withdrew a deposit too early");
            if (_nano(amount) > _nano(held.balance)) _breach("withdrew more than the balance");
            withdrawn += _nano(amount);
            withdrawnBy[account] += _nano(amount);
            ++successes["withdrawDeposit"];
        } catch {
            if (mayPass) _breach("a due withdrawal was refused");
        }
    }

    function setCap(uint256 who, uint64 cap) external {
        AccountId account = payers[who % PAYERS];
        // Every other time as good as none.
        uint64 next = cap % 2 == 0 ? type(uint64).max : uint64(_bound(cap, 1, 5_000_000));
        vm.prank(payer);
        escrow.setCap(account, gateway, NanoOpen.wrap(next));
    }

    function bond(uint64 amount) external {
        amount = uint64(_bound(amount, 1, 10 * OPEN));
        vm.prank(operator);
        try gateways.postBond(gateway, NanoOpen.wrap(amount)) {
            posted += amount;
        } catch {}
    }

    function startUnbonding(uint64 amount) external {
        vm.prank(operator);
        gateways.startUnbonding(gateway, NanoOpen.wrap(uint64(_bound(amount, 1, 5 * OPEN))));
    }

    function withdrawBond() external {
        IGatewayRegistry.Gateway memory stored = gateways.gatewayOf(gateway);
        try gateways.withdrawBond(gateway) returns (NanoOpen amount) {
            if (block.timestamp < stored.unbondingAt) _breach("withdrew a bond too early");
            unbonded += _nano(amount);
        } catch {}
    }

    function wait_(uint256 time) external {
        vm.warp(block.timestamp + _bound(time, 1, 2 days));
    }

    function donate(uint64 amount, uint256 to) external {
        address[3] memory receivers = [address(escrow), address(ledger), address(gateways)];
        uint256 units = NanoOpen.wrap(amount % 1_000_000).toTokenUnits() + 1;
        token.mint(receivers[to % 3], units);
        if (to % 3 == 2) donated += units;
    }

    /* FORBIDDEN */

    function settleAgain() external {
        if (_lastBatch.length == 0) return;
        try router.settle(_lastBatch, receiptKey, _lastSignature) {
            _breach("settled twice");
        } catch {}
    }

    function settleElsewhere(bool onChain) external {
        ReferenceReceipt.Receipt[] memory receipts = _receipts(uint256(uint160(address(this))), 1, 2);
        bytes memory batch = BatchBuilder.build(receipts, _roleAccounts());
        bytes memory signature = onChain
            ? _sign(RECEIPT_KEY, _digest(receipts, address(router), block.chainid + 1))
            : _sign(RECEIPT_KEY, _digest(receipts, address(_other), block.chainid));
        try router.settle(batch, receiptKey, signature) {
            _breach("settled with a signature for another chain or router");
        } catch {}
    }

    function settleChanged(uint256 place, uint8 change) external {
        if (_lastBatch.length == 0) return;
        bytes memory batch = _lastBatch;
        // Past the header and the tables, which only say the same in another way.
        batch[batch.length - 1 - (place % 28)] ^= bytes1(change | 1);
        try _other.settle(batch, receiptKey, _lastSignature) {
            _breach("settled a changed batch");
        } catch {}
    }

    function stealAsStranger(uint256 who, uint64 amount) external {
        AccountId account = payers[who % PAYERS];
        NanoOpen nano = NanoOpen.wrap(uint64(_bound(amount, 1, 1_000)));
        NanoOpen[] memory amounts = new NanoOpen[](1);
        amounts[0] = nano;
        _attempt(address(escrow), abi.encodeCall(escrow.debit, (gateway, _list(account), amounts)), "stranger debited");
        uint32[] memory words = new uint32[](1);
        uint256[] memory deltas = new uint256[](1);
        (words[0], deltas[0]) = (1, _nano(nano));
        _attempt(address(ledger), abi.encodeCall(ledger.credit, (words, deltas, nano)), "stranger credited");
        _attempt(address(escrow), abi.encodeCall(escrow.requestWithdrawal, (account, nano)), "stranger asked deposit back");
        _attempt(address(escrow), abi.encodeCall(escrow.setCap, (account, gateway, nano)), "stranger set a cap");
        _attempt(address(gateways), abi.encodeCall(gateways.startUnbonding, (gateway, nano)), "stranger unbonded");
        _attempt(address(token), abi.encodeCall(token.mint, (stranger, 1)), "stranger minted");
    }

    /// @dev A rail itself cannot bill beyond what the payer signed, nor credit beyond what arrived.
    function overreachAsRail(uint256 who) external {
        AccountId account = payers[who % PAYERS];
        IPaymentEscrow.Allowance memory allowance = escrow.allowanceOf(account, gateway);
        uint256 limit = _nano(allowance.authorised) < _nano(allowance.cap) ? _nano(allowance.authorised) : _nano(allowance.cap);
        uint256 spent = _nano(allowance.debited);
        NanoOpen[] memory amounts = new NanoOpen[](1);
        amounts[0] = NanoOpen.wrap(uint64(1 + (limit > spent ? limit - spent : 0)));
        vm.prank(address(router));
        try escrow.debit(gateway, _list(account), amounts) {
            _breach("a rail billed above voucher or cap");
        } catch {}
        uint256 free = token.balanceOf(address(ledger)) / 1e9 - (ledger.totalCredited() - ledger.totalWithdrawn());
        uint32[] memory words = new uint32[](1);
        uint256[] memory deltas = new uint256[](1);
        (words[0], deltas[0]) = (1, free + 1);
        vm.prank(address(router));
        try ledger.credit(words, deltas, NanoOpen.wrap(uint64(free + 1))) {
            _breach("a rail credited what had not arrived");
        } catch {}
    }

    /* READING */

    function payerCount() external pure returns (uint256) {
        return PAYERS;
    }

    function holders() external view returns (address[] memory list) {
        list = new address[](9 + _firsts.length);
        (list[0], list[1], list[2], list[3]) = (address(escrow), address(ledger), address(gateways), payer);
        (list[4], list[5], list[6], list[7], list[8]) = (operator, builder, contributor, treasurer, stranger);
        for (uint256 i; i < _firsts.length; ++i) list[9 + i] = address(uint160(0xC0000000 + i));
    }

    /* STEPS */

    function _receipts(uint256 seed, uint256 count, uint256 legs) private view returns (ReferenceReceipt.Receipt[] memory receipts) {
        receipts = new ReferenceReceipt.Receipt[](count);
        for (uint256 i; i < count; ++i) receipts[i] = _receipt(uint256(keccak256(abi.encode(seed, i))), uint40(nextSequence + i), legs);
    }

    /// @dev Legs walk up the contributions by one or two, so they ascend.
    function _receipt(uint256 random, uint40 sequence, uint256 legs) private view returns (ReferenceReceipt.Receipt memory receipt) {
        receipt.lane = 1;
        receipt.gatewayId = GatewayId.unwrap(gateway);
        receipt.epoch = 1;
        receipt.sequence = sequence;
        receipt.payerAccount = AccountId.unwrap(payers[random % PAYERS]);
        receipt.offeringId = OfferingId.unwrap(offering);
        receipt.promptTokens = uint24(random % 50_000);
        receipt.completionTokens = uint24((random >> 24) % 10_000);
        receipt.fee = uint64((uint256(receipt.promptTokens) * 500_000 + uint256(receipt.completionTokens) * 1_500_000 + 999_999) / 1_000_000);
        receipt.servedAt = uint48(block.timestamp * 1000);
        receipt.contextRoot = bytes32(random);
        receipt.legs = new ReferenceReceipt.Leg[](legs);
        uint256 place;
        for (uint256 i; i < legs; ++i) {
            uint256 one = uint256(keccak256(abi.encode(random, i)));
            ContributionId id = _next(_firsts[place / ITEMS], place % ITEMS);
            receipt.legs[i] = ReferenceReceipt.Leg(id, uint16(1 + (one % 999)), uint8(1 + ((one >> 16) % 3)));
            receipt.weightTotal += receipt.legs[i].weight;
            place += 1 + ((one >> 32) % 3);
        }
        receipt.weightTotal += uint32(1 + ((random >> 48) % 2_000));
    }

    function _canPay(ReferenceReceipt.Receipt[] memory receipts) private view returns (bool) {
        for (uint256 i; i < PAYERS; ++i) {
            uint256 bill;
            for (uint256 j; j < receipts.length; ++j) {
                if (receipts[j].payerAccount == AccountId.unwrap(payers[i])) bill += receipts[j].fee;
            }
            IPaymentEscrow.Allowance memory allowance = escrow.allowanceOf(payers[i], gateway);
            uint256 wouldBe = _nano(allowance.debited) + bill;
            if (bill == 0) continue;
            if (wouldBe > _nano(allowance.authorised) || wouldBe > _nano(allowance.cap)) return false;
            if (bill > _nano(escrow.depositOf(payers[i]).balance)) return false;
        }
        return true;
    }

    function _book(ReferenceReceipt.Receipt memory receipt) private {
        settled += receipt.fee;
        billed[AccountId.wrap(receipt.payerAccount)] += receipt.fee;
        IGatewayRegistry.SplitEntry[] memory split = gateways.offeringOf(offering).split;
        uint256[] memory bps = new uint256[](split.length);
        for (uint256 i; i < split.length; ++i) bps[i] = split[i].bps;
        uint256[] memory shares = ReferenceReceipt.split(receipt.fee, bps, 10_000);
        for (uint256 i; i < split.length; ++i) {
            if (split[i].role == Role.Data) _bookLegs(receipt, shares[i]);
            else expected[split[i].account] += shares[i];
        }
    }

    function _bookLegs(ReferenceReceipt.Receipt memory receipt, uint256 left) private {
        uint256[] memory weights = new uint256[](receipt.legs.length);
        for (uint256 i; i < weights.length; ++i) weights[i] = receipt.legs[i].weight;
        uint256[] memory amounts = ReferenceReceipt.split(left, weights, receipt.weightTotal);
        for (uint256 i; i < amounts.length; ++i) {
            expected[receipt.legs[i].contribution.accountOf()] += amounts[i];
            left -= amounts[i];
        }
        expected[commons] += left;
    }

    function _roleAccounts() private view returns (uint32[] memory list) {
        list = new uint32[](4);
        (list[0], list[1]) = (AccountId.unwrap(commons), AccountId.unwrap(gatewayAccount));
        (list[2], list[3]) = (AccountId.unwrap(models.accountOf(ModelId.unwrap(model))), AccountId.unwrap(datanets.accountOf(1)));
    }

    function _digest(ReferenceReceipt.Receipt[] memory receipts, address verifier, uint256 chain) private pure returns (bytes32) {
        return ReferenceReceipt.digest(
            ReferenceReceipt.domain("OpenLedger RewardRouter", chain, verifier), ReferenceReceipt.batchHash(receipts)
        );
    }

    function _attempt(address target, bytes memory call, string memory name) private {
        vm.prank(stranger);
        (bool isDone,) = target.call(call);
        if (isDone) _breach(name);
    }

    function _breach(string memory name) private {
        ++breaches;
        lastBreach = name;
    }
}
