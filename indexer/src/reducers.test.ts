import { expect } from "chai";

import { CONTRACTS, UNFOLDED_EVENTS, type ContractName } from "./fold/contracts.ts";
import { REDUCERS } from "./reducers.ts";

describe("reducers", () => {
  for (const contract of Object.keys(CONTRACTS) as ContractName[]) {
    it(`fold every event of ${contract}, and no other`, () => {
      const unfolded: readonly string[] = UNFOLDED_EVENTS;
      const events = CONTRACTS[contract].flatMap((item) => (item.type === "event" && !unfolded.includes(item.name) ? [item.name] : []));
      expect(Object.keys(REDUCERS[contract])).to.have.members(events);
      for (const reducer of Object.values(REDUCERS[contract])) expect(reducer).to.be.a("function");
    });
  }
});
