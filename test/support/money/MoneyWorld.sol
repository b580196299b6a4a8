// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

import {AccountRegistry} from "../../../contracts/account/AccountRegistry.sol";
import {ContributionLedger} from "../../../contracts/datanet/ContributionLedger.sol";
import {DatanetRegistry} from "../../../contracts/datanet/DatanetRegistry.sol";
import {Guardian} from "../../../contracts/governance/Guardian.sol";
import {IContributionLedger} from "../../../contracts/interfaces/IContributionLedger.sol";
import {IDatanetRegistry} from "../../../contracts/interfaces/IDatanetRegistry.sol";
import {IGatewayRegistry} from "../../../contracts/interfaces/IGatewayRegistry.sol";
import {IPaymentEscrow} from "../../../contracts/interfaces/IPaymentEscrow.sol";
import {AdapterRegistry} from "../../../contracts/model/AdapterRegistry.sol";
import {AgentRegistry} from "../../../contracts/model/AgentRegistry.sol";
import {ModelRegistry} from "../../../contracts/model/ModelRegistry.sol";
import {GatewayRegistry} from "../../../contracts/serving/GatewayRegistry.sol";
import {PaymentEscrow} from "../../../contracts/serving/PaymentEscrow.sol";
import {PayoutLedger} from "../../../contracts/settlement/PayoutLedger.sol";
import {RewardRouter} from "../../../contracts/settlement/RewardRouter.sol";
import {OpenToken} from "../../../contracts/token/OpenToken.sol";
import {AccountId} from "../../../contracts/types/AccountId.sol";
import {AdapterId} from "../../../contracts/types/AdapterId.sol";
import {AgentId} from "../../../contracts/types/AgentId.sol";
import {Consent} from "../../../contracts/types/Consent.sol";
import {ContributionStatus, VerdictReason} from "../../../contracts/types/Contribution.sol";
import {ContributionId} from "../../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../../contracts/types/DatanetId.sol";
import {GatewayId} from "../../../contracts/types/GatewayId.sol";
import {ModelId} from "../../../contracts/types/ModelId.sol";
import {NanoOpen} from "../../../contracts/types/NanoOpen.sol";
import {OfferingId} from "../../../contracts/types/OfferingId.sol";
import {Role} from "../../../contracts/types/Role.sol";
import {MoneyCheats} from "./MoneyCheats.sol";

/// @notice The contracts and actors of the money tests, and what tests do with them. Deploys nothing, so that invariant handlers stay small.
abstract contract MoneyWorld {
    MoneyCheats internal constant vm = MoneyCheats(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint64 internal constant ASSET_ROLE = 7;
    uint64 internal constant RAIL_ROLE = 8;
    uint48 internal constant DELAY = 1 days;
    uint48 internal constant UNBONDING = 7 days;
    uint64 internal constant OPEN = 1e9;
    uint256 internal constant PAYER_KEY = 0xA11CE;
    uint256 internal constant RECEIPT_KEY = 0xB0B;
    uint256 internal constant START = 1_750_000_000;

    address internal payer = vm.addr(PAYER_KEY);
    address internal receiptKey = vm.addr(RECEIPT_KEY);
    address internal operator = _actor("gateway operator");
    address internal builder = _actor("builder");
    address internal contributor = _actor("contributor");
    address internal treasurer = _actor("commons treasurer");
    address internal stranger = _actor("stranger");

    AccessManager internal manager;
    OpenToken internal token;
    AccountRegistry internal accounts;
    PayoutLedger internal ledger;
    DatanetRegistry internal datanets;
    ModelRegistry internal models;
    AdapterRegistry internal adapters;
    AgentRegistry internal agents;
    ContributionLedger internal contributions;
    GatewayRegistry internal gateways;
    PaymentEscrow internal escrow;
    RewardRouter internal router;
    Guardian internal guardian;

    AccountId internal commons;
    AccountId internal payerAccount;
    AccountId internal gatewayAccount;
    AccountId internal contributorAccount;
    DatanetId internal datanet;
    ModelId internal model;
    GatewayId internal gateway;
    OfferingId internal offering;

    /* FIXTURES */

    function _terms() internal pure returns (IDatanetRegistry.Terms memory) {
        return
            IDatanetRegistry.Terms({
                licence: "MIT",
                licenceUri: "https://example.org/licence",
                metadataUri: "ipfs://croissant",
                train: Consent.Allowed,
                infer: Consent.Allowed,
                mine: Consent.Allowed,
                isPrivate: false,
                contributionBond: NanoOpen.wrap(0),
                panelSize: 0,
                curatorBps: 500,
                overlapPpm: 500_000
            });
    }

    function _offering() internal view returns (IGatewayRegistry.Offering memory) {
        DatanetId[] memory named = new DatanetId[](1);
        named[0] = datanet;
        IGatewayRegistry.SplitEntry[] memory split = new IGatewayRegistry.SplitEntry[](5);
        split[0] = IGatewayRegistry.SplitEntry(Role.Gateway, gatewayAccount, 2_000);
        split[1] = IGatewayRegistry.SplitEntry(Role.Model, models.accountOf(ModelId.unwrap(model)), 700);
        split[2] = IGatewayRegistry.SplitEntry(Role.Data, AccountId.wrap(0), 6_000);
        split[3] = IGatewayRegistry.SplitEntry(Role.Datanet, datanets.accountOf(DatanetId.unwrap(datanet)), 500);
        split[4] = IGatewayRegistry.SplitEntry(Role.Protocol, commons, 800);
        return
            IGatewayRegistry.Offering({
                gateway: gateway,
                model: model,
                agent: AgentId.wrap(0),
                promptPrice: NanoOpen.wrap(500_000),
                completionPrice: NanoOpen.wrap(1_500_000),
                methodId: keccak256("lexical/1"),
                label: "base-security",
                adapters: new AdapterId[](0),
                datanets: named,
                split: split
            });
    }

    function _publish(IGatewayRegistry.Offering memory record) internal returns (OfferingId) {
        vm.prank(operator);
        return gateways.publishOffering(record);
    }

    /// @dev Registers one more contributor whose payout address is its owner.
    function _contributor(uint256 number) internal returns (AccountId) {
        address owner = address(uint160(0xC0000000 + number));
        return accounts.registerFor(owner, owner);
    }

    /// @dev Commits, reveals and accepts `count` items (at most 64) of an account, and returns the first one's id.
    function _contribute(AccountId account, uint256 count, bytes32 seed) internal returns (ContributionId first) {
        first = _reveal(_commit(account, count, seed), count, seed);
        _accept(first, count);
    }

    function _commit(AccountId account, uint256 count, bytes32 seed) internal returns (uint48) {
        bytes32 hash = contributions.commitHash(account, datanet, 1, _items(count, seed), "salt");
        address controller = accounts.controllerOf(account);
        vm.prank(controller);
        return contributions.commit(datanet, account, 1, uint16(count), hash);
    }

    function _reveal(uint48 commitId, uint256 count, bytes32 seed) internal returns (ContributionId) {
        vm.roll(block.number + 1);
        return contributions.reveal(commitId, _items(count, seed), "salt");
    }

    function _accept(ContributionId first, uint256 count) internal {
        IContributionLedger.Verdict[] memory verdicts = new IContributionLedger.Verdict[](count);
        for (uint256 i; i < count; ++i) {
            verdicts[i] = IContributionLedger.Verdict({
                contribution: _next(first, i),
                status: ContributionStatus.Accepted,
                reason: VerdictReason.None,
                noveltyPpm: 1_000_000,
                original: ContributionId.wrap(0)
            });
        }
        contributions.judge(datanet, verdicts, address(this));
    }

    function _items(uint256 count, bytes32 seed) private pure returns (IContributionLedger.Item[] memory items) {
        items = new IContributionLedger.Item[](count);
        for (uint256 i; i < count; ++i) {
            items[i] = IContributionLedger.Item({contentRoot: keccak256(abi.encode(seed, i)), licence: "MIT", uri: ""});
        }
    }

    function _next(ContributionId first, uint256 steps) internal pure returns (ContributionId) {
        return ContributionId.wrap(ContributionId.unwrap(first) + uint56(steps));
    }

    /* PAYING */

    /// @dev Mints to the payer and deposits.
    function _fund(AccountId account, uint64 amount) internal {
        token.mint(payer, NanoOpen.wrap(amount).toTokenUnits());
        vm.prank(payer);
        escrow.deposit(account, NanoOpen.wrap(amount));
    }

    function _voucher(AccountId account, uint64 cumulative) internal view returns (IPaymentEscrow.Voucher memory) {
        return
            IPaymentEscrow.Voucher({
                payerAccount: account,
                gatewayId: gateway,
                cumulative: NanoOpen.wrap(cumulative),
                expiry: uint48(block.timestamp + 1 days)
            });
    }

    /// @dev Signs with the payer's key and redeems.
    function _authorise(AccountId account, uint64 cumulative) internal {
        IPaymentEscrow.Voucher memory voucher = _voucher(account, cumulative);
        _redeem(voucher, _sign(PAYER_KEY, escrow.voucherDigest(voucher)));
    }

    function _redeem(IPaymentEscrow.Voucher memory voucher, bytes memory signature) internal {
        IPaymentEscrow.Voucher[] memory vouchers = new IPaymentEscrow.Voucher[](1);
        bytes[] memory signatures = new bytes[](1);
        (vouchers[0], signatures[0]) = (voucher, signature);
        escrow.redeem(vouchers, signatures);
    }

    function _sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /* HELPERS */

    function _actor(string memory name) internal pure returns (address) {
        return address(uint160(uint256(keccak256(bytes(name)))));
    }

    function _list(AccountId account) internal pure returns (AccountId[] memory list) {
        list = new AccountId[](1);
        list[0] = account;
    }

    function _bound(uint256 value, uint256 minimum, uint256 maximum) internal pure returns (uint256) {
        return minimum + (value % (maximum - minimum + 1));
    }

    function _repeat(bytes1 character, uint256 length) internal pure returns (string memory) {
        bytes memory text = new bytes(length);
        for (uint256 i; i < length; ++i) text[i] = character;
        return string(text);
    }

    function _nano(NanoOpen amount) internal pure returns (uint256) {
        return NanoOpen.unwrap(amount);
    }
}
