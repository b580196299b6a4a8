// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMinterLimits} from "../../../contracts/interfaces/IMinterLimits.sol";
import {IOpenToken} from "../../../contracts/interfaces/IOpenToken.sol";
import {OpenToken} from "../../../contracts/token/OpenToken.sol";

import {Cheats} from "../../support/governance/Cheats.sol";
import {OpenTokenBase} from "../../token/OpenTokenBase.sol";

/// @notice Mints, burns, bridges and waits at random; also tries what is forbidden and remembers whether it ever worked.
contract SupplyHandler {
    Cheats private constant vm = Cheats(address(uint160(uint256(keccak256("hevm cheat code")))));
    OpenToken private immutable _token;
    address private immutable _governor;
    address[3] public minters;

    mapping(address minter => uint256) public minted;
    mapping(address minter => uint256) public burned;
    uint256 public burnedByHolders;
    bool public forbiddenWorked;

    constructor(OpenToken token, address governor, address[3] memory minters_) {
        _token = token;
        _governor = governor;
        minters = minters_;
    }

    function mint(uint8 who, uint256 amount) external {
        address minter = minters[who % 3];
        uint256 mintable = _token.mintableBy(minter);
        amount = amount % (mintable + 1);
        vm.prank(minter);
        if (who % 3 == 2) _token.crosschainMint(address(this), amount);
        else _token.mint(address(this), amount);
        minted[minter] += amount;

        vm.prank(minter);
        try _token.mint(address(this), mintable - amount + 1) {
            forbiddenWorked = true;
        } catch {}
    }

    function burn(uint8 who, uint256 amount) external {
        uint256 held = _token.balanceOf(address(this));
        amount = amount % (held + 1);
        if (who % 3 == 0) {
            _token.burn(amount);
            burnedByHolders += amount;
        } else if (who % 3 == 1) {
            vm.prank(minters[1]);
            try _token.burn(address(this), amount) {
                if (amount > minted[minters[1]] - burned[minters[1]]) forbiddenWorked = true;
                burned[minters[1]] += amount;
            } catch {}
        } else {
            vm.prank(minters[2]);
            _token.crosschainBurn(address(this), amount);
            burned[minters[2]] += amount;
        }
    }

    function changeLimit(uint8 who, uint128 cap, uint128 burst) external {
        address minter = minters[who % 3];
        int256 net = _token.minterLimitOf(minter).net;
        // A cap is never set below the net here, so that the invariant can be stated for caps in force.
        cap = uint128(cap % 1_000_000_000e18);
        if (net > 0 && cap < uint256(net)) cap = uint128(uint256(net));
        vm.prank(_governor);
        _token.setMinterLimit(minter, cap, uint128(burst % 100_000_000e18), 1 days);
    }

    function mintAsStranger(address who, uint256 amount) external {
        if (who == minters[0] || who == minters[1]) return;
        vm.prank(who);
        try _token.mint(who, amount) {
            forbiddenWorked = true;
        } catch {}
    }

    function wait(uint32 time) external {
        vm.warp(block.timestamp + (time % 2 days));
    }
}

contract OpenSupplyInvariantTest is OpenTokenBase {
    SupplyHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new SupplyHandler(token, governor, [minter, STANDARD_BRIDGE, SUPERCHAIN_BRIDGE]);
        for (uint256 i = 0; i < 3; ++i) _limit(handler.minters(i), 400_000_000e18, 100_000_000e18);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_eachMinterWithinItsCap() public view {
        for (uint256 i = 0; i < 3; ++i) {
            address who = handler.minters(i);
            IMinterLimits.MinterLimit memory limit = token.minterLimitOf(who);
            vm.assertEq(int256(limit.net), int256(handler.minted(who)) - int256(handler.burned(who)));
            vm.assertLe(int256(limit.net), int256(uint256(limit.cap)));
            vm.assertLe(limit.room, limit.burst);
        }
        vm.assertFalse(handler.forbiddenWorked());
    }

    function invariant_supplyIsMintedLessBurned() public view {
        uint256 minted;
        uint256 burned = handler.burnedByHolders();
        for (uint256 i = 0; i < 3; ++i) {
            minted += handler.minted(handler.minters(i));
            burned += handler.burned(handler.minters(i));
        }
        vm.assertEq(token.totalSupply(), minted - burned);
        vm.assertLe(token.totalSupply(), IOpenToken(address(token)).cap());
    }

    function invariant_standardBridgeNeverBelowZero() public view {
        vm.assertLe(int256(0), int256(token.minterLimitOf(STANDARD_BRIDGE).net));
    }
}
