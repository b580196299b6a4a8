// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title LaneStore
/// @notice Lanes in storage (see `LaneWord`), one slot a word, side by side. The highest bit of a slot marks a word as opened: a slot that is not zero costs
/// its next writer what a repeat does. It belongs to no lane, so the fourth lane has 63 bits.
library LaneStore {
    /// @dev Account numbers have 32 bits.
    uint256 internal constant CAPACITY = 1 << 30;
    uint256 private constant OPENED = 0x8000000000000000_0000000000000000_0000000000000000_0000000000000000;
    /// @dev The highest bit of each lane.
    uint256 private constant HIGH_BITS = 0x8000000000000000_8000000000000000_8000000000000000_8000000000000000;
    /// @dev The first and the third lane.
    uint256 private constant EVEN_LANES = 0x0000000000000000_ffffffffffffffff_0000000000000000_ffffffffffffffff;

    struct Lanes {
        uint256[CAPACITY] words;
    }

    /// @notice The four lanes of a word; zero beyond the capacity.
    function get(Lanes storage self, uint256 word) internal view returns (uint256) {
        return word < CAPACITY ? self.words[word] & ~OPENED : 0;
    }

    /// @notice Marks a word as opened.
    function open(Lanes storage self, uint256 word) internal {
        uint256 lanes = self.words[word];
        if (lanes == 0) self.words[word] = OPENED;
    }

    /// @notice Adds to one word. `fits` is false, and nothing is written, if a lane would overflow or the word is beyond the capacity.
    function add(Lanes storage self, uint256 word, uint256 delta) internal returns (bool fits) {
        if (word >= CAPACITY) return false;
        (uint256 lanes, uint256 carry) = _sum(self.words[word], delta);
        if (carry != 0) return false;
        self.words[word] = lanes;
        return true;
    }

    /// @notice Adds consecutive words of `deltas` from item `from` up to `to`, zeros and those whose bit in `skipped` is set (bit 0 for item `from`) passed over.
    /// @param first Word of item `from`. @return sum Sum of all lanes added; below 2^90. @return fits False if a lane would overflow; what was written is then
    /// meaningless and the caller reverts.
    /// @dev Invariants: `from ≤ to ≤ deltas.length`, `to - from ≤ 256` and `first + to - from ≤ CAPACITY`, which the caller has checked, so that only slots of
    /// `self` are written; word `first + i` is in slot `self.slot + first + i`. No carry crosses a lane (`LaneWord.add`); `even` and `odd` sum lanes in halves of
    /// 128 bits, of at most 2^16 words, so neither half overflows.
    function addRange(
        Lanes storage self,
        uint256 first,
        uint256[] calldata deltas,
        uint256 from,
        uint256 to,
        uint256 skipped
    ) internal returns (uint256 sum, bool fits) {
        uint256 carries;
        assembly ("memory-safe") {
            let even := 0
            let odd := 0
            let slot := add(self.slot, first)
            let end := add(deltas.offset, shl(5, to))
            for {
                let at := add(deltas.offset, shl(5, from))
            } lt(at, end) {
                at := add(at, 0x20)
            } {
                let delta := mul(calldataload(at), iszero(and(skipped, 1)))
                if delta {
                    let lanes := sload(slot)
                    let low := add(and(lanes, not(HIGH_BITS)), and(delta, not(HIGH_BITS)))
                    // The carry out of a lane is the majority of both high bits and the carry into them; the highest bit of all is no lane's.
                    carries := or(carries, or(and(lanes, delta), and(or(lanes, delta), low)))
                    carries := or(carries, and(or(low, delta), OPENED))
                    sstore(slot, xor(low, and(xor(lanes, delta), HIGH_BITS)))
                    even := add(even, and(delta, EVEN_LANES))
                    odd := add(odd, and(shr(64, delta), EVEN_LANES))
                }
                slot := add(slot, 1)
                skipped := shr(1, skipped)
            }
            even := add(even, odd)
            sum := add(shr(128, even), and(even, 0xffffffffffffffffffffffffffffffff))
        }
        fits = carries & HIGH_BITS == 0;
    }

    function _sum(uint256 lanes, uint256 delta) private pure returns (uint256 result, uint256 carry) {
        unchecked {
            uint256 low = (lanes & ~HIGH_BITS) + (delta & ~HIGH_BITS);
            result = low ^ ((lanes ^ delta) & HIGH_BITS);
            carry = (((lanes & delta) | ((lanes | delta) & low)) & HIGH_BITS) | ((low | delta) & OPENED);
        }
    }
}
