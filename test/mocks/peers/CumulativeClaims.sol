// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @title CumulativeClaims
/// @notice The least that a distributor of cumulative claims does: an owner posts a root, an account claims what its leaf is above what it claimed. The claim has the
/// shape of Morpho's UniversalRewardsDistributor. A peer of the settlement bench.
contract CumulativeClaims {
    address public immutable owner;
    bytes32 public root;
    mapping(address account => mapping(address reward => uint256 amount)) public claimed;

    event RootSet(bytes32 indexed root);
    event Claimed(address indexed account, address indexed reward, uint256 amount);

    constructor() {
        owner = msg.sender;
    }

    function setRoot(bytes32 newRoot) external {
        require(msg.sender == owner, "CumulativeClaims: not the owner");
        root = newRoot;
        emit RootSet(newRoot);
    }

    function claim(address account, address reward, uint256 claimable, bytes32[] calldata proof) external returns (uint256 amount) {
        amount = _count(account, reward, claimable, proof);
        require(IERC20(reward).transfer(account, amount), "CumulativeClaims: transfer refused");
    }

    /// @notice The same without the transfer: what a claim costs that only credits.
    function credit(address account, address reward, uint256 claimable, bytes32[] calldata proof) external returns (uint256 amount) {
        return _count(account, reward, claimable, proof);
    }

    function _count(address account, address reward, uint256 claimable, bytes32[] calldata proof) private returns (uint256 amount) {
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(account, reward, claimable))));
        require(MerkleProof.verifyCalldata(proof, root, leaf), "CumulativeClaims: invalid proof");
        amount = claimable - claimed[account][reward];
        claimed[account][reward] = claimable;
        emit Claimed(account, reward, amount);
    }
}
