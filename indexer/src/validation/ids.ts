/** Ids that join numbers of events, as the columns of ponder.schema.ts say. */
type Part = number | bigint;

/** A validator's stake in a Datanet. */
export const stakeIdOf = (datanet: number, validator: number): string => `${datanet}-${validator}`;

/** A delegator's position behind a validator. */
export const positionIdOf = (datanet: number, validator: number, delegator: number): string => `${datanet}-${validator}-${delegator}`;

/** A seat of a Datanet. */
export const seatIdOf = (datanet: number, number: number): string => `${datanet}-${number}`;

/** A validator's secret for a draw. */
export const secretIdOf = (draw: Part, validator: number): string => `${draw}-${validator}`;

/** A block fixed for a draw's seed. */
export const seedBlockIdOf = (draw: Part, number: Part): string => `${draw}-${number}`;

/** A place in a drawn panel. */
export const memberIdOf = (draw: Part, seat: number): string => `${draw}-${seat}`;

/** An item of a round. */
export const roundItemIdOf = (round: Part, position: number): string => `${round}-${position}`;

/** A level of a round. */
export const levelIdOf = (round: Part, level: number): string => `${round}-${level}`;

/** The votes of a seat at a level. */
export const ballotIdOf = (round: Part, level: number, seat: number): string => `${round}-${level}-${seat}`;

/** One vote: a seat's on an item. */
export const voteIdOf = (round: Part, level: number, seat: number, position: number): string => `${round}-${level}-${seat}-${position}`;

/** What a level found of an item, and an appeal against it. */
export const findingIdOf = (round: Part, level: number, position: number): string => `${round}-${level}-${position}`;

/** What is known of an account's reputation in a Datanet. */
export const reputationIdOf = (account: number, datanet: number): string => `${account}-${datanet}`;
