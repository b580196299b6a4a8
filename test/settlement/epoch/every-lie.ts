import { expect } from "chai";
import type { Hex } from "viem";

import type { Epoch } from "../../../sdk/src/epoch/epoch.ts";
import { ROUNDS, type FraudCase } from "./fraud-case.ts";
import { GATEWAY_ID, randomOf, type Random } from "./world.ts";

/** Name, code of the lie, and what makes a false epoch and proves it. */
export type LieOfClass = readonly [
  name: string,
  lie: number,
  make: (random: Random) => Promise<{ epoch: Epoch; prove: (record: Hex, hash: Hex) => Promise<unknown> }>,
];

/** Runs rounds of: make a false epoch, commit it, prove. Every proof must void it. */
export function proveEveryLie(caseOf: () => FraudCase, ...[name, lie, make]: LieOfClass): void {
  it(name, async () => {
    const { w } = caseOf();
    for (let round = 0; round < ROUNDS; round++) {
      const { epoch, prove } = await make(randomOf(`${name} ${round}`));
      const { record, hash } = await w.commit(epoch);
      const bond = (await w.suite.gatewayRegistry.gatewayOf(GATEWAY_ID)).bond;
      const penalty = (epoch.top.fields.feeTotal * 3n + 1n) / 2n;
      await expect(prove(record, hash), `${name}, round ${round}`)
        .to.emit(w.ledger, "EpochVoided")
        .withArgs(GATEWAY_ID, 1, hash, lie, 1, penalty, w.suite.actor.address, () => true);
      await w.award(hash);
      expect((await w.suite.gatewayRegistry.gatewayOf(GATEWAY_ID)).bond).to.equal(bond - penalty);
      expect((await w.ledger.chainOf(GATEWAY_ID)).nextEpoch).to.equal(1);
    }
  });
}
