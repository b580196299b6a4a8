// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IPanelDraws} from "../interfaces/IPanelDraws.sol";
import {IValidatorStaking} from "../interfaces/IValidatorStaking.sol";

import {WeightedDraw} from "../libraries/WeightedDraw.sol";

import {AccountId} from "../types/AccountId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

import {AccountCredits} from "./AccountCredits.sol";

/// @title PanelDraws
contract PanelDraws is IPanelDraws, AccountCredits, AccessManaged {
    using SafeERC20 for IERC20;

    /// @notice Fewest members of a panel.
    uint8 public constant MIN_PANEL = 3;
    /// @notice Most members of a panel.
    uint8 public constant MAX_PANEL = 32;
    /// @notice Most secrets of a draw.
    uint8 public constant MAX_SECRETS = 8;

    IValidatorStaking public immutable staking;
    /// @notice Seconds of each of the two phases.
    uint48 public immutable secretWindow;
    /// @notice nano-OPEN for each secret that is shown.
    uint64 public immutable secretReward;
    /// @notice nano-OPEN of stake that a withheld secret costs.
    uint64 public immutable withholdPenalty;

    /// @notice How many draws were requested; numbers run from 1 to this.
    uint48 public drawCount;

    mapping(uint48 draw => Draw) private _draws;
    mapping(uint48 draw => mapping(uint256 index => AccountId)) private _committers;
    mapping(uint48 draw => mapping(AccountId validator => bytes32 hash)) private _secrets;
    /// @dev Eight account numbers to a word.
    mapping(uint48 draw => mapping(uint256 word => uint256)) private _members;

    constructor(
        address authority,
        IERC20 token_,
        IAccountRegistry accounts_,
        IValidatorStaking staking_,
        uint48 secretWindow_,
        uint64 secretReward_,
        uint64 withholdPenalty_
    ) AccountCredits(token_, accounts_) AccessManaged(authority) {
        require(secretWindow_ != 0 && 2 * uint256(secretWindow_) < staking_.unbondingPeriod(), PanelDraws_BadWindow(secretWindow_));
        staking = staking_;
        secretWindow = secretWindow_;
        secretReward = secretReward_;
        withholdPenalty = withholdPenalty_;
        token_.forceApprove(address(staking_), type(uint256).max);
    }

    /// @inheritdoc IPanelDraws
    function request(DatanetId datanet, uint8 size, AccountId funder) external restricted nonReentrant returns (uint48 draw) {
        require(size >= MIN_PANEL && size <= MAX_PANEL, PanelDraws_BadSize(size, MIN_PANEL, MAX_PANEL));

        draw = ++drawCount;
        uint48 deadline = uint48(block.timestamp) + secretWindow;
        // The last second, so that stake which arrives with the request does not count.
        uint48 snapshot = uint48(block.timestamp) - 1;
        Draw storage stored = _draws[draw];
        stored.datanet = datanet;
        stored.funder = funder;
        stored.size = size;
        stored.phase = Phase.Committing;
        stored.deadline = deadline;
        stored.snapshot = snapshot;
        emit DrawRequested(draw, datanet, funder, size, snapshot, deadline);
        _collect(deposit());
    }

    /// @inheritdoc IPanelDraws
    function commitSecret(uint48 draw, AccountId validator, bytes32 hash) external {
        Draw storage stored = _inPhase(draw, Phase.Committing);
        accounts.requireController(validator, msg.sender);
        require(block.timestamp <= stored.deadline, PanelDraws_TooLate(draw, stored.deadline));
        require(hash != bytes32(0), PanelDraws_ZeroHash());
        require(stored.secrets < MAX_SECRETS, PanelDraws_SecretsFull(draw, MAX_SECRETS));
        require(_secrets[draw][validator] == bytes32(0), PanelDraws_AlreadyCommitted(draw, validator));
        require(staking.seatWeightAt(stored.datanet, validator, stored.snapshot) != 0, PanelDraws_NotSeated(draw, validator));

        _secrets[draw][validator] = hash;
        _committers[draw][stored.secrets++] = validator;
        emit SecretCommitted(draw, validator, hash);
    }

    /// @inheritdoc IPanelDraws
    function revealSecret(uint48 draw, AccountId validator, bytes32 secret) external {
        Draw storage stored = _inPhase(draw, Phase.Revealing);
        require(block.timestamp <= stored.deadline, PanelDraws_TooLate(draw, stored.deadline));
        bytes32 committed = _secrets[draw][validator];
        bytes32 hash = secretHash(draw, validator, secret);
        // A secret that was shown before left zero, which no hash equals.
        require(hash == committed, PanelDraws_SecretMismatch(draw, validator, committed, hash));
        require(block.number > stored.seedBlock, PanelDraws_SeedBlockOpen(draw, stored.seedBlock));
        require(_readSeedBlock(draw, stored), PanelDraws_SeedBlockLost(draw, stored.seedBlock));

        _secrets[draw][validator] = bytes32(0);
        ++stored.revealed;
        // A sum does not depend on the order of the reveals.
        unchecked {
            stored.mixture = bytes32(uint256(stored.mixture) + uint256(keccak256(abi.encode(validator, secret))));
        }
        emit SecretRevealed(draw, validator, secret);
    }

    /// @inheritdoc IPanelDraws
    function advance(uint48 draw) external nonReentrant {
        Draw storage stored = _known(draw);
        Phase phase = stored.phase;
        require(phase != Phase.Drawn, PanelDraws_WrongPhase(draw, phase));
        bool isOver = block.timestamp > stored.deadline;

        if (phase == Phase.Committing) {
            require(isOver, PanelDraws_TooEarly(draw, stored.deadline));
            stored.phase = Phase.Revealing;
            stored.deadline = uint48(block.timestamp) + secretWindow;
            _fixSeedBlock(draw, stored);
            return;
        }
        require(block.number > stored.seedBlock, PanelDraws_SeedBlockOpen(draw, stored.seedBlock));
        bool wasRead = stored.blockEntropy != bytes32(0);
        if (!_readSeedBlock(draw, stored)) {
            _fixSeedBlock(draw, stored);
        } else if (isOver || stored.revealed == stored.secrets) {
            _draw(draw, stored);
        } else {
            require(!wasRead, PanelDraws_TooEarly(draw, stored.deadline));
        }
    }

    /// @inheritdoc IPanelDraws
    function drawOf(uint48 draw) external view returns (Draw memory) {
        return _known(draw);
    }

    /// @inheritdoc IPanelDraws
    function membersOf(uint48 draw) external view returns (AccountId[] memory members) {
        Draw storage stored = _inPhase(draw, Phase.Drawn);
        members = new AccountId[](stored.size);
        for (uint256 i = 0; i < members.length; ++i) {
            members[i] = _memberAt(draw, i);
        }
    }

    /// @inheritdoc IPanelDraws
    function memberAt(uint48 draw, uint8 index) external view returns (AccountId) {
        Draw storage stored = _inPhase(draw, Phase.Drawn);
        require(index < stored.size, PanelDraws_UnknownMember(draw, index));
        return _memberAt(draw, index);
    }

    /// @inheritdoc IPanelDraws
    function secretHash(uint48 draw, AccountId validator, bytes32 secret) public pure returns (bytes32) {
        return keccak256(abi.encode(draw, validator, secret));
    }

    /// @inheritdoc IPanelDraws
    function deposit() public view returns (uint64) {
        return uint64(MAX_SECRETS) * secretReward;
    }

    /// @inheritdoc IPanelDraws
    function longestDraw() external view returns (uint48) {
        return 2 * secretWindow;
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    function _fixSeedBlock(uint48 draw, Draw storage stored) private {
        stored.seedBlock = uint48(block.number);
        emit SeedBlockFixed(draw, stored.seedBlock, stored.deadline, msg.sender);
    }

    /// @dev Whether the seed block's hash is known, after trying to read it.
    function _readSeedBlock(uint48 draw, Draw storage stored) private returns (bool) {
        if (stored.blockEntropy != bytes32(0)) return true;
        bytes32 blockHash = blockhash(stored.seedBlock);
        if (blockHash == bytes32(0)) return false;
        stored.blockEntropy = blockHash;
        emit SeedBlockRead(draw, stored.seedBlock, blockHash);
        return true;
    }

    function _draw(uint48 draw, Draw storage stored) private {
        bytes32 seed = keccak256(abi.encode(draw, stored.blockEntropy, stored.mixture));
        (AccountId[] memory candidates, uint64[] memory weights) = staking.seatsAt(stored.datanet, stored.snapshot);
        AccountId[] memory members = WeightedDraw.pick({candidates: candidates, weights: weights, size: stored.size, seed: seed});
        if (members.length < MIN_PANEL) members = new AccountId[](0);

        stored.phase = Phase.Drawn;
        // Fits: at most the size wanted.
        stored.size = uint8(members.length);
        uint256 word;
        for (uint256 i = 0; i < members.length; ++i) {
            word |= uint256(AccountId.unwrap(members[i])) << (32 * (i & 7));
            if (i & 7 == 7 || i + 1 == members.length) {
                _members[draw][i >> 3] = word;
                word = 0;
            }
        }
        emit PanelDrawn(draw, stored.datanet, seed, members, msg.sender);
        _settleSecrets(draw, stored);
    }

    /// @dev Pays those who showed their secret, punishes the others, and credits what is left of the deposit to the funder.
    function _settleSecrets(uint48 draw, Draw storage stored) private {
        uint256 count = stored.secrets;
        AccountId[] memory paid = new AccountId[](count);
        uint64[] memory amounts = new uint64[](count);
        for (uint256 i = 0; i < count; ++i) {
            AccountId validator = _committers[draw][i];
            paid[i] = validator;
            if (_secrets[draw][validator] == bytes32(0)) amounts[i] = secretReward;
            else _punish(draw, stored, validator);
        }
        _credit(stored.funder, deposit() - uint64(stored.revealed) * secretReward);
        staking.reward(stored.datanet, paid, amounts);
    }

    function _punish(uint48 draw, Draw storage stored, AccountId validator) private {
        staking.slash(
            IValidatorStaking.Punishment({
                offence: keccak256(abi.encode(address(this), draw, validator)),
                datanet: stored.datanet,
                validator: validator,
                amount: NanoOpen.wrap(withholdPenalty),
                harmed: stored.funder,
                harmedClaim: NanoOpen.wrap(secretReward),
                prover: AccountId.wrap(0),
                proverClaim: NanoOpen.wrap(0)
            })
        );
    }

    function _memberAt(uint48 draw, uint256 index) private view returns (AccountId) {
        // Truncation takes the lane.
        return AccountId.wrap(uint32(_members[draw][index >> 3] >> (32 * (index & 7))));
    }

    function _known(uint48 draw) private view returns (Draw storage stored) {
        stored = _draws[draw];
        require(stored.phase != Phase.None, PanelDraws_UnknownDraw(draw));
    }

    function _inPhase(uint48 draw, Phase phase) private view returns (Draw storage stored) {
        stored = _known(draw);
        require(stored.phase == phase, PanelDraws_WrongPhase(draw, stored.phase));
    }
}
