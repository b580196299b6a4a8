import { reputationAt } from "../../indexer/src/validation/decayed-points.ts";
import { ROUND_PHASES } from "../../indexer/src/validation/round-phases.ts";
import type { List } from "./list.ts";

const UNITS_PER_NANO = 1_000_000_000n;

type Pools = Readonly<Record<"active" | "activeShares" | "unbonding" | "unbondingShares", string>>;
type Points = { readonly accountId: number; readonly points: number; readonly updatedAt: string };

/**
 * What the index says of validation, by the names of `readValidationFacts`.
 * @param timestamp Unix second of the block that the index stands at; reputation decays until then.
 */
export async function readValidationIndexFacts(list: List, timestamp: bigint): Promise<Map<string, bigint>> {
  const facts = new Map<string, bigint>();
  const stakes = await list<Pools & { datanetId: number; validatorId: number }>(
    "validatorStakes",
    "id",
    "datanetId validatorId active activeShares unbonding unbondingShares",
  );
  for (const { datanetId, validatorId, ...pools } of stakes) {
    const name = `validator ${validatorId} in Datanet ${datanetId}`;
    facts.set(`active stake / ${name}`, BigInt(pools.active));
    facts.set(`active shares / ${name}`, BigInt(pools.activeShares));
    facts.set(`unbonding stake / ${name}`, BigInt(pools.unbonding));
    facts.set(`unbonding shares / ${name}`, BigInt(pools.unbondingShares));
  }
  const datanets = await list<{ datanetId: number; active: string; unbonding: string }>(
    "datanetStakes",
    "datanetId",
    "datanetId active unbonding",
  );
  for (const { datanetId, active, unbonding } of datanets)
    facts.set(`stake of Datanets / Datanet ${datanetId}`, BigInt(active) + BigInt(unbonding));

  const [total] = await list<{ staked: string; waitingToBurn: string }>("stakeTotals", "id", "staked waitingToBurn");
  const [staked, waiting] = [BigInt(total?.staked ?? 0), BigInt(total?.waitingToBurn ?? 0)];
  facts.set("stake totals / staked", staked);
  facts.set("stake totals / waiting to burn", waiting);
  const credits = await list<{ contract: string; owed: string }>("accountCredits", "id", "contract owed");
  const owedBy = (contract: string) => credits.filter((row) => row.contract === contract).reduce((sum, { owed }) => sum + BigInt(owed), 0n);
  for (const contract of ["ValidatorStaking", "PanelDraws", "ValidationRounds", "RemovalCourt", "Bounties"])
    facts.set(`credits / ${contract}`, owedBy(contract));

  const bounties = await list<{ id: string; held: string; remaining: number }>("bounties", "id", "id held remaining");
  for (const { id, held, remaining } of bounties) {
    facts.set(`bounties / money of bounty ${id}`, BigInt(held));
    facts.set(`bounties / items left of bounty ${id}`, BigInt(remaining));
  }
  const held = bounties.reduce((sum, row) => sum + BigInt(row.held), 0n);
  facts.set("OPEN held / validator staking", (staked + waiting + owedBy("ValidatorStaking")) * UNITS_PER_NANO);
  facts.set("OPEN held / bounties", (held + owedBy("Bounties")) * UNITS_PER_NANO);

  for (const { id, phase } of await list<{ id: string; phase: string }>("rounds", "id", "id phase"))
    facts.set(`phases / round ${id}`, BigInt(ROUND_PHASES.findIndex((known) => known === phase)));

  const stored = (row: Points) => ({ points: row.points, updatedAt: BigInt(row.updatedAt) });
  const uses = await list<Points>("paidUses", "accountId", "accountId points updatedAt");
  const useOf = new Map(uses.map((row) => [row.accountId, stored(row)]));
  const verdicts = await list<Points & { datanetId: number }>("reputations", "id", "accountId datanetId points updatedAt");
  for (const row of verdicts)
    facts.set(
      `reputations / account ${row.accountId} in Datanet ${row.datanetId}`,
      reputationAt(stored(row), useOf.get(row.accountId) ?? null, timestamp),
    );
  return facts;
}
