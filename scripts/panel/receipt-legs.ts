import { ContributionStatus, legsRoot, sortLegs, successorContribution, type Leg, type Receipt } from "@openledger/sdk";
import { parseEventLogs, type Hex } from "viem";

import { attribute } from "../../gateway/src/attribution/attribute.ts";
import { buildIndex } from "../../gateway/src/attribution/build-index.ts";
import { methodOf } from "../../gateway/src/attribution/methods.ts";
import type { Attribution } from "../../gateway/src/attribution/types.ts";
import { verifyPriorFile } from "../../gateway/src/influence/prior-file.ts";
import { priorWeights, type PriorWeights } from "../../gateway/src/influence/prior-weights.ts";
import type { KnownEvidence } from "../court/evidence.ts";
import type { CorpusReader } from "../court/snapshot-index.ts";
import type { RailSession } from "../epoch-rail/session.ts";
import { readLogs } from "../lib/read-logs.ts";

/** A prior as `IInfluencePriors.priorOf` has it. */
export type PublishedPrior = { readonly root: Hex; readonly adapter: Hex; readonly snapshotRoot: Hex; readonly gateway: number };

/** What a re-run needs was not to be had. */
export class Unserved extends Error {
  override readonly name = "Unserved";
}

/** Only its operator can decide: the method is not one that this program runs, or a Datanet one that it was not let into. */
export class NotRunHere extends Error {
  override readonly name = "NotRunHere";
}

/** Seconds before a receipt in which its gateway may have seen last that a prior was usable: nobody can ask the chain at every request. */
const GRACE = 600;

/** Hashes of the weights that an asset has or had: it may have been retrained since a receipt. */
async function weightsOf(session: RailSession, contract: "AdapterRegistry" | "ModelRegistry", id: number): Promise<readonly Hex[]> {
  const { client, deployment } = session;
  const logs = await readLogs(client, session.address(contract), BigInt(deployment.startBlock));
  return parseEventLogs({ abi: session.abi(contract), logs: [...logs] }).flatMap(({ eventName, args }) => {
    const named = args as unknown as Readonly<Record<string, unknown>>;
    if (eventName === "AssetRetrained" && named["assetId"] === BigInt(id)) return [named["weightsHash"] as Hex];
    const isThis =
      (eventName === "AdapterRegistered" && named["adapter"] === id) || (eventName === "ModelRegistered" && named["model"] === id);
    return isThis ? [(named["record"] as { weightsHash: Hex }).weightsHash] : [];
  });
}

/** Whether a receipt's gateway could name the prior when it served. */
async function mayName(session: RailSession, number: number, prior: PublishedPrior, receipt: Receipt, snapshotRoot: Hex): Promise<boolean> {
  if (prior.gateway !== receipt.gatewayId || prior.snapshotRoot !== snapshotRoot) return false;
  const offering = await session.read<{ model: number; adapters: readonly number[] }>("GatewayRegistry", "offeringOf", [
    receipt.offeringId,
  ]);
  const assets = [
    ...offering.adapters.map((id) => ["AdapterRegistry", id] as const),
    ...(offering.model === 0 ? [] : [["ModelRegistry", offering.model] as const]),
  ];
  const hashes = await Promise.all(assets.map(([contract, id]) => weightsOf(session, contract, id)));
  if (!hashes.flat().includes(prior.adapter)) return false;
  const second = Math.floor(receipt.servedAt / 1000);
  const usable = await Promise.all(
    [second, second - GRACE].map((time) => session.read<boolean>("InfluencePriors", "isUsableAt", [number, time])),
  );
  return usable.includes(true);
}

/** The prior that a receipt's judged records name; undefined if they name none, or one that the gateway could not name: then they should not be there. */
async function priorOf(
  session: RailSession,
  { records, context }: KnownEvidence,
  receipt: Receipt,
  fetchPrior: (number: number, prior: PublishedPrior) => Promise<string>,
): Promise<PriorWeights | undefined> {
  const number = records.find((record) => record.class === "judged")?.itemStart;
  if (number === undefined) return undefined;
  const count = await session.read<number>("InfluencePriors", "priorCount");
  if (number < 1 || number > count) return undefined;
  const prior = await session.read<PublishedPrior>("InfluencePriors", "priorOf", [number]);
  if (!(await mayName(session, number, prior, receipt, context.snapshotRoot))) return undefined;
  const file = await fetchPrior(number, prior);
  try {
    return priorWeights(number, verifyPriorFile(file, prior.root));
  } catch (error) {
    throw new Unserved((error as Error).message);
  }
}

/** Legs with the Datanet's own contribution in the place of what was withdrawn, where the receipt names it. */
async function redirected(session: RailSession, { records }: KnownEvidence, { evidence, legs }: Attribution): Promise<readonly Leg[]> {
  const names = new Map<bigint, bigint>();
  for (const [i, { contributionId }] of evidence.entries()) {
    const named = records[i]?.contributionId;
    if (named === undefined || named === contributionId || names.has(contributionId)) continue;
    type Entry = { readonly status: number; readonly datanet: number };
    const { status, datanet } = await session.read<Entry>("ContributionLedger", "contributionOf", [contributionId]);
    if (status !== ContributionStatus.Withdrawn) continue;
    const successor = successorContribution(await session.read<number>("DatanetRegistry", "accountOf", [BigInt(datanet)]));
    if (named === successor) names.set(contributionId, successor);
  }
  const merged = new Map<string, Leg>();
  for (const leg of legs) {
    const contributionId = names.get(leg.contributionId) ?? leg.contributionId;
    const key = `${contributionId}/${leg.class}`;
    merged.set(key, { ...leg, contributionId, weight: leg.weight + (merged.get(key)?.weight ?? 0) });
  }
  return sortLegs([...merged.values()]);
}

/**
 * The legs root that a receipt should have: its attribution, run again from the hashes of the output's words, the snapshots' texts and the prior it names.
 * @param fetchPrior The file of a published prior. @throws Unserved or SnapshotError if a part is not to be had, NotRunHere for a method of another engine.
 */
export async function legsRootOf(
  session: RailSession,
  {
    receipt,
    evidence,
    read,
    fetchPrior,
  }: {
    readonly receipt: Receipt;
    readonly evidence: KnownEvidence;
    readonly read: CorpusReader;
    readonly fetchPrior: (number: number, prior: PublishedPrior) => Promise<string>;
  },
): Promise<Hex> {
  const { context, output, retrieved } = evidence;
  const options = methodOf(context.methodId);
  if (options === undefined) throw new NotRunHere(`the method ${context.methodId} is not one that this program runs`);
  if (output === undefined) throw new Unserved("the output's words are not shown");
  const { snapshotRoot, items } = await read(evidence.snapshots);
  if (snapshotRoot !== context.snapshotRoot) throw new Unserved("the snapshots that are named are not those that the receipt commits to");
  const prior = options.judgedSharePpm === 0 ? undefined : await priorOf(session, evidence, receipt, fetchPrior);
  const attribution = attribute(buildIndex(items), { output: output.hashes, retrieved, options, ...(prior && { prior }) });
  return legsRoot(await redirected(session, evidence, attribution));
}
