import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";
import { minterLimitChanged, supplyBurned, supplyMinted } from "./governance/minter.ts";

/** What minters do; transfers are not folded. */
export const openTokenReducers: Reducers<"OpenToken"> = {
  MinterLimitChanged: minterLimitChanged,
  SupplyMinted: supplyMinted,
  SupplyBurned: supplyBurned,
  AuthorityUpdated: authorityUpdated,
};
