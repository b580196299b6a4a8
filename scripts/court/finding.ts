import type { Hex } from "viem";

import type { Call } from "../epoch-rail/session.ts";

/** What is wrong with a receipt, or cannot be seen. */
export type Finding = {
  /** `lie`: something is false. `missing`: what the gateway should show is not shown. `unseen`: only who has the output's words could tell. */
  readonly kind: "lie" | "missing" | "unseen";
  readonly says: string;
  /** What shows it, and convicts by itself. */
  readonly proof?: Call;
  /** What asks the gateway on chain, for the court's bond. */
  readonly challenge?: Call;
  /** Id of the offence in the court. */
  readonly offence?: Hex;
};
