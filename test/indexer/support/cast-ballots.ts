import { keccak256, stringToBytes, type Hex } from "viem";

import type { PanelWorld } from "../../support/validation/panel-world.ts";

const HOUR = 3_600;
const SALT = keccak256(stringToBytes("the salt of all ballots"));
/** Code of the phase after the draw. */
const COMMITTING = 2;

/** Draws the panel of a vote and casts a ballot for each seat; one without is silent. */
export const castBallots = async (
  world: PanelWorld,
  asking: "RerunPanel" | "InfluencePriors",
  vote: number,
  ballots: readonly (Hex | undefined)[],
) => {
  const state = () => world.read<{ phase: number; draw: number }>(asking, "voteOf", [vote]);
  await world.wait(14 * HOUR + 1);
  while ((await state()).phase < COMMITTING) await world.send(asking, "advance", [vote]);
  const members = await world.read<readonly number[]>("PanelDraws", "membersOf", [(await state()).draw]);
  const cards = members.flatMap((validator, seat) => {
    const ballot = ballots[seat];
    return ballot === undefined ? [] : [{ validator, seat, ballot }];
  });
  for (const { validator, seat, ballot } of cards) {
    const hash = await world.read<Hex>(asking, "ballotHash", [vote, validator, ballot, SALT]);
    await world.send(asking, "commitBallot", [vote, seat, validator, hash]);
  }
  await world.wait(24 * HOUR + 1);
  await world.send(asking, "advance", [vote]);
  for (const { validator, seat, ballot } of cards) await world.send(asking, "revealBallot", [vote, seat, validator, ballot, SALT]);
  await world.wait(12 * HOUR + 1);
};
