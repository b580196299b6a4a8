import { concat, keccak256, slice, stringToBytes, type Hex } from "viem";

/** CreateX, a preinstall of the OP stack. */
export const createX = "0xba5Ed099633D3B313e4D5F7bdc1305d3c28ba5Ed";

/**
 * The salt that CreateX gets for every contract. It begins with the deployer's address, so nobody else can take the addresses, and goes on with a zero
 * byte, so they are the same on every chain: CreateX hashes deployer and salt, and no chain id.
 * @param text Any text; another text gives other addresses.
 */
export function create2Salt(deployer: Hex, text: string): Hex {
  return concat([deployer.toLowerCase() as Hex, "0x00", slice(keccak256(stringToBytes(text)), 0, 11)]);
}
