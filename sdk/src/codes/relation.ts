/** What a lineage edge's parent was to the child. Codes of the Solidity enum `Relation`. */
export const Relation = {
  TrainedOn: 0,
  TunedFrom: 1,
  MergedFrom: 2,
  Uses: 3,
} as const;
/** A code of {@link Relation:variable}. */
export type Relation = (typeof Relation)[keyof typeof Relation];
