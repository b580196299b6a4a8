// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEpochLedger} from "../../contracts/interfaces/IEpochLedger.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {GatewayId} from "../../contracts/types/GatewayId.sol";
import {Lie} from "../../contracts/types/Lie.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";

/// @notice What a proof contract sees of the epoch ledger, with an end and a time that tests choose. Says the challenge bond as well.
contract EpochClock {
    uint48 public constant challengeWindow = 1 days;
    NanoOpen public challengeBond = NanoOpen.wrap(100e9);
    uint256 public elapsed;
    bool public isLive = true;
    bool public isFinal;
    uint256 public open;
    uint48 public openUntil;
    Lie public lie;
    address public prover;

    function setElapsed(uint256 seconds_) external {
        elapsed = seconds_;
    }

    function end(bool asFinal) external {
        require(!asFinal || open == 0, "questions are open");
        (isLive, isFinal) = (false, asFinal);
    }

    function elapsedOf(bytes calldata) external view returns (uint256) {
        return elapsed;
    }

    function isChallengeable(GatewayId, uint32, bytes32) external view returns (bool) {
        return isLive;
    }

    function fundingOf(bytes32) external view returns (IEpochLedger.Funding memory funding) {
        funding.isFinal = isFinal;
    }

    function openChallenge(bytes calldata) external {
        ++open;
    }

    function closeChallenge(bytes calldata, uint48 until) external {
        --open;
        openUntil = until;
    }

    function convict(bytes calldata, Lie lie_, address prover_, AccountId) external {
        (isLive, lie, prover) = (false, lie_, prover_);
    }
}
