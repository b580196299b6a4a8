import type { BaseError } from "../errors/base-error.ts";
import { EpochInputError } from "../epoch/errors.ts";
import { LaneOverflowError } from "./errors.ts";

/** What is known about a receipt that the core refuses. */
interface Refused {
  /** Sequence that the receipt should have. */
  readonly sequence: number;
  /** Account, leg or offering that the refusal is about. */
  readonly detail: number;
  readonly where: string;
}

type Refusal = (refused: Refused) => BaseError;

const input =
  (problem: (refused: Refused) => string, fix: string | ((refused: Refused) => string)): Refusal =>
  (refused) =>
    new EpochInputError(problem(refused), typeof fix === "string" ? fix : fix(refused));

/** By the numbers of `Refusal` in sdk/assembly/core/settle.ts; 0 is none. */
const refusals: readonly Refusal[] = [
  input(({ sequence }) => `The bytes end inside receipt ${sequence}.`, "pass whole receipts, each followed by as many legs as it says."),
  input(
    ({ sequence, where }) =>
      `Where receipt ${sequence} of ${where} should be is a receipt of another version, lane, gateway, epoch or sequence.`,
    ({ sequence, where }) => `pass the receipts of ${where} in order of sequence, without gaps, here from ${sequence}.`,
  ),
  input(({ sequence, detail }) => `Receipt ${sequence} has ${detail} legs.`, "give it at most 64."),
  input(
    ({ sequence, detail }) =>
      `Leg ${detail} of receipt ${sequence} does not come after the leg before it, weighs nothing or has no known class.`,
    "order legs with sortLegs, at most one of each contribution and class, each of weight 1 or more.",
  ),
  input(
    ({ sequence }) => `The legs of receipt ${sequence} weigh more than its total, or the total is 0.`,
    "set weightTotal to at least 1 and at least the sum of the legs' weights.",
  ),
  input(({ detail }) => `Offering ${detail} has no split.`, "pass the split of every offering that the receipts name."),
  input(
    ({ sequence }) => `The legs of receipt ${sequence} are not those behind its legsRoot.`,
    "read the receipt's legs again from where they were journalled; such an epoch would be slashed.",
  ),
  input(({ sequence }) => `Receipt ${sequence} names account 0 as payer or owner of a contribution.`, "leave it out: account 0 is nobody."),
  ({ detail }) => new LaneOverflowError({ account: detail, what: "credits" }),
  ({ detail }) => new LaneOverflowError({ account: detail, what: "debits" }),
  input(({ sequence }) => `With receipt ${sequence} the fees pass 2^64 - 1 nano-OPEN.`, "close the epoch earlier."),
];

/** The error for a refusal's number, which is not 0. */
export function refusalError(code: number, refused: Refused): BaseError {
  return refusals[code - 1]!(refused);
}
