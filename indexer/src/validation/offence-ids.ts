import { encodeAbiParameters, keccak256, parseAbiParameters, type Hex } from "viem";

import { offence } from "../../ponder.schema.ts";
import { originOf, type FoldEvent } from "../fold/event.ts";
import { create, type NewRow, type Store } from "../fold/store.ts";

const SILENCE = 1;
const MISSED_ANSWERS = 2;
const withheld = parseAbiParameters("address, uint48, uint32");
const penalty = parseAbiParameters("address, uint48, uint8, uint8, uint8");
const panelPenalty = parseAbiParameters("address, uint48, uint8");
const acceptance = parseAbiParameters("address, uint48, uint8, uint8, uint256");

/** Id of a withheld secret, as `PanelDraws` makes it. @param panels The contract. */
export const withheldSecretId = (panels: Hex, draw: number, validator: number): Hex =>
  keccak256(encodeAbiParameters(withheld, [panels, draw, validator]));

/** Id of a member's silence at a level, as `RoundPenalties` makes it. @param rounds The contract. */
export const silenceId = (rounds: Hex, round: number, level: number, seat: number): Hex =>
  keccak256(encodeAbiParameters(penalty, [rounds, round, level, SILENCE, seat]));

/** Id of missed known answers, as `RoundPenalties` makes it. @param top Level at which the items became final. */
export const missedAnswersId = (rounds: Hex, round: number, top: number, seat: number): Hex =>
  keccak256(encodeAbiParameters(penalty, [rounds, round, top, MISSED_ANSWERS, seat]));

/** Id of an accepted duplicate, as `DuplicateCourt` makes it. @param index Place of the member among those that accepted the item. */
export const acceptedDuplicateId = (court: Hex, round: number, level: number, position: number, index: number): Hex =>
  keccak256(encodeAbiParameters(acceptance, [court, round, level, position, BigInt(index)]));

/** Id of what a member of a panel's vote is slashed for, as `PanelVotes` makes it. @param asking The contract that asked the panel. */
export const panelPenaltyId = (asking: Hex, vote: number, seat: number): Hex =>
  keccak256(encodeAbiParameters(panelPenalty, [asking, vote, seat]));

/** Records what a slash is for. The same offence is recorded once. */
export const recordOffence = async (
  store: Store,
  event: FoldEvent,
  row: Omit<NewRow<typeof offence>, keyof ReturnType<typeof originOf>>,
): Promise<void> => {
  await create(store, offence, row.id, { ...row, ...originOf(event) });
};
