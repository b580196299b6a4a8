// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGatewayRegistry} from "../../contracts/interfaces/IGatewayRegistry.sol";
import {IPaymentEscrow} from "../../contracts/interfaces/IPaymentEscrow.sol";
import {RewardRouter} from "../../contracts/settlement/RewardRouter.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {MoneyBase} from "../support/money/MoneyBase.sol";
import {MoneyHandler} from "./MoneyHandler.sol";

/// @notice See README.md in this folder for the numbered list.
contract Money is MoneyBase {
    uint256 private constant PAYERS = 3;
    uint256 private constant CONTRIBUTORS = 5;

    MoneyHandler private handler;
    mapping(AccountId account => uint256) private _credited;
    mapping(AccountId account => uint256) private _withdrawn;

    function setUp() public override {
        super.setUp();
        AccountId[] memory payers = new AccountId[](PAYERS);
        ContributionId[] memory firsts = new ContributionId[](CONTRIBUTORS);
        for (uint256 i; i < PAYERS; ++i) payers[i] = accounts.registerFor(payer, payer);
        for (uint256 i; i < CONTRIBUTORS; ++i) firsts[i] = _contribute(_contributor(i), 8, bytes32(i));
        RewardRouter other = new RewardRouter(accounts, gateways, escrow, ledger, contributions, guardian, commons);
        manager.grantRole(RAIL_ROLE, address(other), 0);
        handler = new MoneyHandler(
            MoneyHandler.World({
                manager: manager,
                token: token,
                accounts: accounts,
                ledger: ledger,
                datanets: datanets,
                models: models,
                gateways: gateways,
                escrow: escrow,
                router: router,
                other: other,
                commons: commons,
                gatewayAccount: gatewayAccount,
                model: model,
                gateway: gateway,
                offering: offering,
                payers: payers,
                firsts: firsts
            })
        );
        // The handler mints what it deposits and donates.
        manager.grantRole(0, address(handler), 0);
        token.setMinterLimit(address(handler), 1_000_000_000e18, 100_000_000e18, 1 days);
        // A start from which settling succeeds.
        for (uint256 i; i < PAYERS; ++i) {
            handler.deposit(i, 999_999);
            handler.redeem(i, 499_999);
        }
        handler.settle(1, 2, 8);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_depositsAreHeldWithdrawnOrCredited() public view {
        uint256 gone = handler.withdrawn() + ledger.totalCredited();
        vm.assertEq(handler.deposited(), escrow.totalBalance() + gone);
        vm.assertEq(handler.settled(), ledger.totalCredited());
    }

    function invariant_supplyIsConserved() public view {
        address[] memory holders = handler.holders();
        uint256 sum;
        for (uint256 i; i < holders.length; ++i) sum += token.balanceOf(holders[i]);
        vm.assertEq(sum, token.totalSupply());
        vm.assertLe(sum, token.cap());
    }

    function invariant_escrowCoversDeposits() public view {
        uint256 sum;
        for (uint256 i; i < handler.payerCount(); ++i) sum += NanoOpen.unwrap(escrow.depositOf(handler.payers(i)).balance);
        vm.assertEq(sum, escrow.totalBalance());
        vm.assertLe(sum * 1e9, token.balanceOf(address(escrow)));
    }

    function invariant_ledgerCoversClaims() public view {
        uint256 claimable;
        for (uint32 i = 1; i <= accounts.accountCount(); ++i) {
            AccountId account = AccountId.wrap(i);
            vm.assertLe(NanoOpen.unwrap(ledger.withdrawnOf(account)), NanoOpen.unwrap(ledger.creditedOf(account)));
            claimable += NanoOpen.unwrap(ledger.claimableOf(account));
        }
        vm.assertEq(claimable, ledger.totalCredited() - ledger.totalWithdrawn());
        vm.assertLe(claimable * 1e9, token.balanceOf(address(ledger)));
    }

    function invariant_totalsAreSumsOfLanes() public view {
        uint256 credited;
        uint256 withdrawn;
        for (uint32 i = 1; i <= accounts.accountCount(); ++i) {
            credited += NanoOpen.unwrap(ledger.creditedOf(AccountId.wrap(i)));
            withdrawn += NanoOpen.unwrap(ledger.withdrawnOf(AccountId.wrap(i)));
        }
        vm.assertEq(credited, ledger.totalCredited());
        vm.assertEq(withdrawn, ledger.totalWithdrawn());
    }

    function invariant_lanesNeverDecrease() public {
        for (uint32 i = 1; i <= accounts.accountCount(); ++i) {
            AccountId account = AccountId.wrap(i);
            uint256 credited = NanoOpen.unwrap(ledger.creditedOf(account));
            uint256 withdrawn = NanoOpen.unwrap(ledger.withdrawnOf(account));
            vm.assertLe(_credited[account], credited);
            vm.assertLe(_withdrawn[account], withdrawn);
            (_credited[account], _withdrawn[account]) = (credited, withdrawn);
        }
    }

    function invariant_debitedWithinVouchers() public view {
        for (uint256 i; i < handler.payerCount(); ++i) {
            AccountId account = handler.payers(i);
            IPaymentEscrow.Allowance memory allowance = escrow.allowanceOf(account, gateway);
            vm.assertLe(NanoOpen.unwrap(allowance.debited), NanoOpen.unwrap(allowance.authorised));
            vm.assertLe(NanoOpen.unwrap(allowance.authorised), handler.signed(account));
            vm.assertEq(NanoOpen.unwrap(allowance.debited), handler.billed(account));
        }
    }

    function invariant_debitedWithinDeposits() public view {
        for (uint256 i; i < handler.payerCount(); ++i) {
            AccountId account = handler.payers(i);
            uint256 balance = NanoOpen.unwrap(escrow.depositOf(account).balance);
            vm.assertEq(handler.depositedFor(account), balance + handler.withdrawnBy(account) + handler.billed(account));
        }
    }

    function invariant_requestsWithinBalance() public view {
        for (uint256 i; i < handler.payerCount(); ++i) {
            IPaymentEscrow.Deposit memory held = escrow.depositOf(handler.payers(i));
            vm.assertLe(NanoOpen.unwrap(held.withdrawing), NanoOpen.unwrap(held.balance));
            vm.assertEq(NanoOpen.unwrap(held.withdrawing) == 0, held.withdrawableAt == 0);
        }
    }

    function invariant_creditsAreTheReferenceSplit() public view {
        for (uint32 i = 1; i <= accounts.accountCount(); ++i) {
            AccountId account = AccountId.wrap(i);
            vm.assertEq(NanoOpen.unwrap(ledger.creditedOf(account)), handler.expected(account));
        }
    }

    function invariant_settledStaysSettled() public view {
        uint40 next = handler.nextSequence();
        for (uint40 i; i < next + 8; ++i) vm.assertEq(router.isSettled(gateway, 1, i), i < next);
    }

    function invariant_bondsAreHeld() public view {
        IGatewayRegistry.Gateway memory stored = gateways.gatewayOf(gateway);
        uint256 held = uint256(NanoOpen.unwrap(stored.bond)) + NanoOpen.unwrap(stored.unbonding);
        vm.assertEq(held, handler.posted() - handler.unbonded());
        vm.assertEq(held * 1e9 + handler.donated(), token.balanceOf(address(gateways)));
    }

    function invariant_nothingForbiddenSucceeded() public view {
        vm.assertEq(handler.breaches(), 0, handler.lastBreach());
    }

    function invariant_handlersSucceed() public view {
        vm.assertLe(4, handler.successes("deposit") + handler.successes("settle"));
        vm.assertLe(3, handler.successes("redeem"));
        vm.assertLe(1, handler.successes("settle"));
    }
}
