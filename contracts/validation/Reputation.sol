// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {IPayoutLedger} from "../interfaces/IPayoutLedger.sol";
import {IReputation} from "../interfaces/IReputation.sol";

import {AccountId} from "../types/AccountId.sol";
import {ContributionStatus} from "../types/Contribution.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title Reputation
contract Reputation is IReputation, AccessManaged {
    struct Points {
        int64 value; // slot 0
        uint48 updatedAt;
    }

    /// @notice Seconds in which points halve.
    uint256 public constant HALF_LIFE = 90 days;
    int256 private constant ITEM = 1_000_000;
    int256 private constant MAX_VERDICTS = 1_000 * ITEM;
    int256 private constant MAX_USE = 50 * ITEM;
    /// @dev Items at which the bond is half (or twice) the base.
    int256 private constant SCALE = 10 * ITEM;
    /// @dev nano-OPEN of paid use that count as one accepted item.
    uint256 private constant USE_PER_ITEM = 10e9;

    IDatanetRegistry public immutable datanets;
    IPayoutLedger public immutable payouts;

    mapping(AccountId account => mapping(DatanetId datanet => Points)) private _verdicts;
    mapping(AccountId account => Points) private _use;
    mapping(AccountId account => uint64) private _counted;

    constructor(address authority, IDatanetRegistry datanets_, IPayoutLedger payouts_) AccessManaged(authority) {
        datanets = datanets_;
        payouts = payouts_;
    }

    /// @inheritdoc IReputation
    function recordVerdict(AccountId account, DatanetId datanet, ContributionStatus status) external restricted {
        int64 points = _add(_verdicts[account][datanet], _weightOf(status), MAX_VERDICTS);
        emit VerdictCounted(account, datanet, status, points);
    }

    /// @inheritdoc IReputation
    function recordUse(AccountId account) external {
        uint64 credited = NanoOpen.unwrap(payouts.creditedOf(account));
        uint64 earned = credited - _counted[account];
        require(earned != 0, Reputation_NothingNew(account));

        _counted[account] = credited;
        // Fits: a uint64 times 1e6 has at most 84 bits.
        int64 points = _add(_use[account], int256((uint256(earned) * uint256(ITEM)) / USE_PER_ITEM), MAX_USE);
        emit UseCounted(account, earned, points);
    }

    /// @inheritdoc IReputation
    function reputationOf(AccountId account, DatanetId datanet) public view returns (int256) {
        int256 verdicts = _current(_verdicts[account][datanet]);
        // Paid use alone buys no standing where nothing was accepted.
        return verdicts > 0 ? verdicts + _current(_use[account]) : verdicts;
    }

    /// @inheritdoc IReputation
    function bondFor(AccountId account, DatanetId datanet) external view returns (NanoOpen) {
        return scaledBond(account, datanet, datanets.currentTermsOf(datanet).contributionBond);
    }

    /// @inheritdoc IReputation
    function scaledBond(AccountId account, DatanetId datanet, NanoOpen base) public view returns (NanoOpen) {
        int256 points = reputationOf(account, datanet);
        uint256 scale = uint256(SCALE);
        uint256 bond = NanoOpen.unwrap(base);
        if (points >= 0) {
            uint256 divisor = scale + uint256(points);
            if (divisor > 4 * scale) divisor = 4 * scale;
            bond = (bond * scale + divisor - 1) / divisor;
        } else {
            uint256 factor = scale + uint256(-points);
            if (factor > 4 * scale) factor = 4 * scale;
            bond = (bond * factor + scale - 1) / scale;
        }
        // Fits: at most four times the terms' bond, which is at most 1,000 OPEN (1e12 nano-OPEN).
        return NanoOpen.wrap(uint64(bond));
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    function _add(Points storage stored, int256 change, int256 maximum) private returns (int64 points) {
        int256 sum = _current(stored) + change;
        if (sum > maximum) sum = maximum;
        if (sum < -maximum) sum = -maximum;
        // Fits: within ±1e9.
        points = int64(sum);
        stored.value = points;
        stored.updatedAt = uint48(block.timestamp);
    }

    function _current(Points storage stored) private view returns (int256) {
        int256 value = stored.value;
        uint256 age = block.timestamp - stored.updatedAt;
        uint256 halvings = age / HALF_LIFE;
        if (value == 0 || halvings > 63) return 0;
        value /= int256(1 << halvings);
        return value - (value * int256(age % HALF_LIFE)) / int256(2 * HALF_LIFE);
    }

    function _weightOf(ContributionStatus status) private pure returns (int256) {
        if (status == ContributionStatus.Accepted) return ITEM;
        if (status == ContributionStatus.Rejected) return -2 * ITEM;
        return -5 * ITEM;
    }
}
