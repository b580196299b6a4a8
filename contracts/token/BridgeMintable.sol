// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC7802} from "@openzeppelin/contracts/interfaces/draft-IERC7802.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

import {IOpenToken} from "../interfaces/IOpenToken.sol";
import {ILegacyMintableERC20, IOptimismMintableERC20} from "../interfaces/optimism/IOptimismMintableERC20.sol";

import {MinterLimits} from "./MinterLimits.sol";
import {UserToken} from "./UserToken.sol";

/// @title BridgeMintable
/// @dev The two bridges of an OP-stack chain. What the StandardBridge brought in is locked on L1, so it can burn no more than it minted: a
/// withdrawal that L1 could not pay reverts here, before the tokens are gone. The SuperchainTokenBridge mints on both of its sides, so OPEN minted
/// here may leave through it and its net may fall below zero.
abstract contract BridgeMintable is IOpenToken, IOptimismMintableERC20, ILegacyMintableERC20, IERC7802, UserToken, MinterLimits {
    // solhint-disable var-name-mixedcase
    /// @notice The token on the other side of the StandardBridge; zero if there is none.
    address public immutable REMOTE_TOKEN;
    /// @notice The StandardBridge on this chain.
    address public immutable BRIDGE;
    // solhint-enable var-name-mixedcase
    /// @notice The bridge between chains of the Superchain (ERC-7802).
    address public immutable superchainTokenBridge;

    /// @notice The StandardBridge minted; as `OptimismMintableERC20` says it.
    event Mint(address indexed account, uint256 amount);
    /// @notice The StandardBridge burned.
    event Burn(address indexed account, uint256 amount);

    /// @dev The bridge predeploy needs no role: what it may do is said here, and by its limits.
    modifier restrictedUnlessBridge() {
        if (msg.sender != BRIDGE) _checkCanCall(msg.sender, msg.data);
        _;
    }

    constructor(address remoteToken_, address l2StandardBridge, address superchainTokenBridge_) {
        require(l2StandardBridge != superchainTokenBridge_, OpenToken_SameBridge(l2StandardBridge));
        REMOTE_TOKEN = remoteToken_;
        BRIDGE = l2StandardBridge;
        superchainTokenBridge = superchainTokenBridge_;
    }

    /* STANDARD BRIDGE AND MINTERS */

    /// @notice Mints within the caller's limits and the cap. Only the StandardBridge and holders of the minter role.
    function mint(
        address to,
        uint256 amount
    ) external override(IOpenToken, IOptimismMintableERC20, ILegacyMintableERC20) restrictedUnlessBridge {
        _countMint(msg.sender, to, amount);
        if (msg.sender == BRIDGE) emit Mint(to, amount);
        _mint(to, amount);
    }

    /// @notice Burns what leaves through the StandardBridge. Only the StandardBridge.
    function burn(address from, uint256 amount) external override(IOptimismMintableERC20, ILegacyMintableERC20) {
        require(msg.sender == BRIDGE, OpenToken_NotBridge(msg.sender, BRIDGE));

        _burn(from, amount);
        _countBurn({minter: msg.sender, from: from, amount: amount, mayImport: false});
        emit Burn(from, amount);
    }

    /// @inheritdoc IOptimismMintableERC20
    function remoteToken() external view returns (address) {
        return REMOTE_TOKEN;
    }

    /// @inheritdoc IOptimismMintableERC20
    function bridge() external view returns (address) {
        return BRIDGE;
    }

    /// @inheritdoc ILegacyMintableERC20
    function l1Token() external view returns (address) {
        return REMOTE_TOKEN;
    }

    /// @notice The StandardBridge, by its oldest name.
    function l2Bridge() external view returns (address) {
        return BRIDGE;
    }

    /* SUPERCHAIN */

    /// @inheritdoc IERC7802
    function crosschainMint(address to, uint256 amount) external {
        require(msg.sender == superchainTokenBridge, OpenToken_NotBridge(msg.sender, superchainTokenBridge));

        _countMint(msg.sender, to, amount);
        emit CrosschainMint(to, amount, msg.sender);
        _mint(to, amount);
    }

    /// @inheritdoc IERC7802
    function crosschainBurn(address from, uint256 amount) external {
        require(msg.sender == superchainTokenBridge, OpenToken_NotBridge(msg.sender, superchainTokenBridge));

        _burn(from, amount);
        _countBurn({minter: msg.sender, from: from, amount: amount, mayImport: true});
        emit CrosschainBurn(from, amount, msg.sender);
    }

    /// @inheritdoc IERC20Permit
    function nonces(address owner) public view override(IERC20Permit, UserToken) returns (uint256) {
        return super.nonces(owner);
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view override(UserToken, IERC165) returns (bool) {
        return
            interfaceId == type(IERC7802).interfaceId ||
            interfaceId == type(IOptimismMintableERC20).interfaceId ||
            interfaceId == type(ILegacyMintableERC20).interfaceId ||
            super.supportsInterface(interfaceId);
    }
}
