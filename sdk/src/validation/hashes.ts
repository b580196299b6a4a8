import { encodeAbiParameters, keccak256, type Hex } from "viem";

import { checkUint } from "../bytes/check-uint.ts";
import { toBytes } from "../bytes/to-bytes.ts";

/**
 * What a panel member commits: `keccak256(abi.encode(round, level, validator, votes, salt))`, as `ValidationRounds.votesHash`.
 * @param votes Packed by `encodeVotes`.
 * @param salt 32 random bytes, kept until the reveal.
 * @throws IntegerOutOfRangeError, InvalidBytesError.
 */
export function votesHash({
  round,
  level,
  validator,
  votes,
  salt,
}: {
  readonly round: number;
  readonly level: number;
  readonly validator: number;
  readonly votes: Hex;
  readonly salt: Hex;
}): Hex {
  checkUint("round", round, 48);
  checkUint("level", level, 8);
  checkUint("validator", validator, 32);
  toBytes("votes", votes);
  toBytes("salt", salt, 32);
  const types = [{ type: "uint48" }, { type: "uint8" }, { type: "uint32" }, { type: "bytes" }, { type: "bytes32" }] as const;
  return keccak256(encodeAbiParameters(types, [round, level, validator, votes, salt]));
}

/**
 * What a validator commits to a draw: `keccak256(abi.encode(draw, validator, secret))`, as `PanelDraws.secretHash`.
 * @throws IntegerOutOfRangeError, InvalidBytesError.
 */
export function drawSecretHash({
  draw,
  validator,
  secret,
}: {
  readonly draw: number;
  readonly validator: number;
  readonly secret: Hex;
}): Hex {
  checkUint("draw", draw, 48);
  checkUint("validator", validator, 32);
  toBytes("secret", secret, 32);
  const types = [{ type: "uint48" }, { type: "uint32" }, { type: "bytes32" }] as const;
  return keccak256(encodeAbiParameters(types, [draw, validator, secret]));
}

/**
 * Commitment to a round's known answers: `keccak256(abi.encode(known, accept, salt))`, as `ValidationRounds.answersHashOf`.
 * @param known Items whose answer is known, one bit each by index; @param accept those of them that must be accepted.
 * @throws IntegerOutOfRangeError, InvalidBytesError.
 */
export function answersHash({ known, accept, salt }: { readonly known: bigint; readonly accept: bigint; readonly salt: Hex }): Hex {
  checkUint("known", known, 128);
  checkUint("accept", accept, 128);
  toBytes("salt", salt, 32);
  const types = [{ type: "uint128" }, { type: "uint128" }, { type: "bytes32" }] as const;
  return keccak256(encodeAbiParameters(types, [known, accept, salt]));
}
