// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {AdapterId} from "../types/AdapterId.sol";
import {AgentId} from "../types/AgentId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {ModelId} from "../types/ModelId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {OfferingId} from "../types/OfferingId.sol";
import {Role} from "../types/Role.sol";

/// @title IGatewayRegistry
/// @notice Gateways: their bond, their receipt keys, and the immutable offerings they sell.
interface IGatewayRegistry {
    /// @param account Account the gateway's income accrues to; its controller operates the gateway.
    /// @param bond nano-OPEN posted.
    /// @param unbonding nano-OPEN on the way out; still slashable until withdrawn.
    /// @param unbondingAt Unix time in seconds from which `unbonding` can be withdrawn; zero if nothing is.
    struct Gateway {
        AccountId account;
        NanoOpen bond;
        NanoOpen unbonding;
        uint48 unbondingAt;
    }

    /// @param addedAt Unix time in seconds from which receipts may be signed; zero for a key never added.
    /// @param revokedAt Unix time in seconds from which they may not; zero while valid.
    struct ReceiptKey {
        uint48 addedAt;
        uint48 revokedAt;
    }

    /// @param role For what.
    /// @param account To whom; zero for `Data`, whose share goes over the legs.
    /// @param bps Basis points of the fee; at least 1.
    struct SplitEntry {
        Role role;
        AccountId account;
        uint16 bps;
    }

    /// @param gateway Who sells.
    /// @param model Model served; zero if none.
    /// @param agent Agent served; zero if none.
    /// @param promptPrice nano-OPEN per million prompt tokens.
    /// @param completionPrice nano-OPEN per million completion tokens.
    /// @param methodId Attribution method (docs/formats/receipt.md); not zero.
    /// @param label Name the model is served under, 1 to 64 bytes of printable UTF-8.
    /// @param adapters At most 4, in order, all on `model`.
    /// @param datanets 1 to 8 Datanets answered from and attributed to, strictly ascending.
    /// @param split 2 to 16 entries that sum to 10,000; exactly one `Data`.
    struct Offering {
        GatewayId gateway;
        ModelId model;
        AgentId agent;
        NanoOpen promptPrice;
        NanoOpen completionPrice;
        bytes32 methodId;
        string label;
        AdapterId[] adapters;
        DatanetId[] datanets;
        SplitEntry[] split;
    }

    /// @notice What settlement needs of an offering, in few storage words.
    /// @param splitWords Four entries a word from the low bits up, 56 bits each: `role u8 << 48 | account u32 << 16 | bps u16`.
    struct Price {
        GatewayId gateway;
        NanoOpen promptPrice;
        NanoOpen completionPrice;
        uint8 splitLength;
        uint256[4] splitWords;
    }

    error GatewayRegistry_UnknownGateway(GatewayId gateway);
    error GatewayRegistry_UnknownOffering(OfferingId offering);
    /// @notice `caller` does not control the gateway's account.
    error GatewayRegistry_NotOperator(GatewayId gateway, address caller);
    error GatewayRegistry_ZeroAmount();
    /// @notice The bond left would be below the minimum for publishing offerings.
    error GatewayRegistry_BondTooSmall(NanoOpen bond, NanoOpen minimum);
    error GatewayRegistry_BondInsufficient(NanoOpen requested, NanoOpen available);
    error GatewayRegistry_NothingUnbonding(GatewayId gateway);
    error GatewayRegistry_UnbondingNotOver(uint48 unbondingAt);
    error GatewayRegistry_ZeroKey();
    /// @notice A key is added once and never comes back after revocation.
    error GatewayRegistry_KeyKnown(GatewayId gateway, address key);
    error GatewayRegistry_KeyUnknown(GatewayId gateway, address key);
    error GatewayRegistry_NothingServed();
    error GatewayRegistry_UnknownModel(ModelId model);
    error GatewayRegistry_UnknownAgent(AgentId agent);
    error GatewayRegistry_UnknownAdapter(AdapterId adapter);
    error GatewayRegistry_AdapterBaseMismatch(AdapterId adapter, ModelId base, ModelId model);
    error GatewayRegistry_TooManyAdapters(uint256 count, uint256 maximum);
    error GatewayRegistry_DatanetCount(uint256 count, uint256 maximum);
    error GatewayRegistry_DatanetsNotAscending(uint256 index);
    error GatewayRegistry_UnknownDatanet(DatanetId datanet);
    /// @notice The Datanet's terms do not consent to inference, or their licence forbids paid use or adapted works.
    error GatewayRegistry_InferenceNotAllowed(DatanetId datanet);
    error GatewayRegistry_SplitLength(uint256 length, uint256 maximum);
    error GatewayRegistry_SplitNotWhole(uint256 sum);
    error GatewayRegistry_SplitEntryInvalid(uint256 index, Role role, AccountId account, uint16 bps);
    /// @notice There must be exactly one `Data` entry.
    error GatewayRegistry_DataEntries(uint256 count);
    error GatewayRegistry_DataShareTooSmall(uint16 bps, uint16 minimum);
    /// @notice An asset of the offering declared a royalty that the split does not honour.
    error GatewayRegistry_RoyaltyNotHonoured(Role role, AccountId account, uint16 given, uint16 declared);
    error GatewayRegistry_ZeroMethod();
    /// @notice At least one of the two prices must be positive.
    error GatewayRegistry_ZeroPrice();
    error GatewayRegistry_AlreadyRetired(OfferingId offering);
    error GatewayRegistry_ParameterOutOfBounds(uint256 value, uint256 minimum, uint256 maximum);

    /// @notice Part of the bond backs what the gateway has not finished.
    error GatewayRegistry_BondLocked(GatewayId gateway, NanoOpen left, NanoOpen locked);
    error GatewayRegistry_BondLockSet(address bondLock);

    event GatewayRegistered(GatewayId indexed gateway, AccountId indexed account, address indexed operator, string name, string endpoint);
    event EndpointChanged(GatewayId indexed gateway, string endpoint, address actor);
    event BondPosted(GatewayId indexed gateway, NanoOpen amount, NanoOpen bond, address actor);
    event UnbondingStarted(GatewayId indexed gateway, NanoOpen amount, uint48 unbondingAt, address actor);
    event BondWithdrawn(GatewayId indexed gateway, address indexed payout, NanoOpen amount, address actor);
    event BondSlashed(GatewayId indexed gateway, NanoOpen amount, NanoOpen bond, NanoOpen unbonding, address to, address court);
    event BondLockSet(address bondLock, address actor);
    event ReceiptKeyAdded(GatewayId indexed gateway, address indexed key, address actor);
    event ReceiptKeyRevoked(GatewayId indexed gateway, address indexed key, address actor);
    event OfferingPublished(OfferingId indexed offering, GatewayId indexed gateway, Offering record, address actor);
    event OfferingRetired(OfferingId indexed offering, GatewayId indexed gateway, address actor);
    event MinimumBondChanged(NanoOpen minimumBond, address actor);
    event MinimumDataShareChanged(uint16 minimumDataBps, address actor);

    /// @notice Registers a gateway on an account that the caller controls.
    /// @param name 1 to 64 bytes. @param endpoint Base URL of its API, 1 to 256 bytes.
    function register(AccountId account, string calldata name, string calldata endpoint) external returns (GatewayId gateway);

    function setEndpoint(GatewayId gateway, string calldata endpoint) external;

    /// @notice Adds to the bond from the caller's OPEN. Anyone.
    function postBond(GatewayId gateway, NanoOpen amount) external;

    /// @notice Starts to take bond out; a later call adds to it and restarts the clock. Only the operator.
    function startUnbonding(GatewayId gateway, NanoOpen amount) external;

    /// @notice Pays finished unbonding to the account's payout address. Anyone.
    function withdrawBond(GatewayId gateway) external returns (NanoOpen amount);

    /// @notice Lets `key` (an address or an ERC-1271 contract) sign receipts. Only the operator.
    function addReceiptKey(GatewayId gateway, address key) external;

    /// @notice Ends a key: receipts served from this second on are not settled. Only the operator.
    function revokeReceiptKey(GatewayId gateway, address key) external;

    /// @notice Publishes an offering. Immutable; a new price is a new offering. Only the operator, with at least the minimum bond.
    /// @dev Reverts with `Licences_Incompatible` if the licences of its Datanets, or those that its model and adapters were built under, may not be used together.
    function publishOffering(Offering calldata record) external returns (OfferingId offering);

    /// @notice Takes an offering off the list. Receipts for it still settle. Only the operator.
    function retireOffering(OfferingId offering) external;

    /// @notice Least bond for publishing offerings. Only governance; 0 to 1,000,000 OPEN.
    function setMinimumBond(NanoOpen minimumBond) external;

    /// @notice Least share of every new offering's fee that goes to data. Only governance; 1,000 to 8,000 bps.
    function setMinimumDataShare(uint16 minimumDataBps) external;

    /// @notice Takes from a gateway's bond, then from what is unbonding, at most what is there. Only courts.
    /// @return taken nano-OPEN sent to `to`.
    function slash(GatewayId gateway, NanoOpen amount, address to) external returns (NanoOpen taken);

    /// @notice Names the contract that says how much of a bond must stay (`lockedBondOf`). Once, for ever; only governance.
    function setBondLock(address bondLock) external;

    function bondLock() external view returns (address);

    function gatewayCount() external view returns (uint32);
    function offeringCount() external view returns (uint32);
    function gatewayOf(GatewayId gateway) external view returns (Gateway memory);
    function endpointOf(GatewayId gateway) external view returns (string memory);
    function offeringOf(OfferingId offering) external view returns (Offering memory);
    function isRetired(OfferingId offering) external view returns (bool);
    function receiptKeyOf(GatewayId gateway, address key) external view returns (ReceiptKey memory);
    /// @notice The settlement view of an offering. Reverts if unknown.
    function priceOf(OfferingId offering) external view returns (Price memory);
    function minimumBond() external view returns (NanoOpen);
    /// @notice Seconds between the start of unbonding and the withdrawal.
    function unbondingDelay() external view returns (uint48);
    function minimumDataBps() external view returns (uint16);
}
