import type { Reducers } from "./fold/contracts.ts";
import { acceptancePunished, duplicateProven, overlapProven, proofAnnounced } from "./validation/duplicates.ts";

export const duplicateCourtReducers: Reducers<"DuplicateCourt"> = {
  ProofAnnounced: proofAnnounced,
  OverlapProven: overlapProven,
  DuplicateProven: duplicateProven,
  AcceptancePunished: acceptancePunished,
};
