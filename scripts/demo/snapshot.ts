import { canonicalText, snapshotRoot } from "@openledger/sdk";
import { contributionLedgerAbi, datanetRegistryAbi } from "@openledger/sdk/abis";
import { concat, keccak256, parseEventLogs, stringToBytes, type Hex } from "viem";

import { buildIndex } from "../../gateway/src/attribution/build-index.ts";
import { methodId, methodText } from "../../gateway/src/attribution/method-id.ts";
import type { CorpusItem } from "../../gateway/src/attribution/types.ts";
import type { Contribution, Datanet } from "./contribute.ts";
import type { World } from "./world.ts";

export type PublishedSnapshot = { readonly number: number; readonly root: Hex; readonly itemCount: number };

/** The accepted items with what the chain says of them. */
export async function snapshotItems(world: World, accepted: readonly Contribution[]): Promise<CorpusItem[]> {
  return Promise.all(
    accepted.map(async ({ id, contentRoot, item }) => {
      const { noveltyPpm, commit } = await world.read<{ noveltyPpm: number; commit: number }>("ContributionLedger", contributionLedgerAbi, "contributionOf", [id]);
      return { contributionId: id, contentRoot, text: canonicalText(item.text), noveltyPpm, commit };
    }),
  );
}

/**
 * The curator computes the snapshot's root from the chain and its own texts, compares it with the gateway's, and publishes it.
 * @throws if the gateway lists other items.
 */
export async function publishSnapshot(world: World, gatewayUrl: string, datanet: Datanet, items: readonly CorpusItem[]): Promise<PublishedSnapshot> {
  const root = snapshotRoot(items);
  const manifestUri = `${gatewayUrl}/v1/datanets/${datanet.id}/snapshot`;
  const offered = (await (await fetch(manifestUri)).json()) as { item_root: Hex; item_count: number };
  if (offered.item_root !== root) throw new Error(`the gateway's snapshot ${offered.item_root} of ${offered.item_count} items is not the curator's ${root} of ${items.length}`);

  const receipt = await world.send(world.actor("curator"), "DatanetRegistry", datanetRegistryAbi, "publishSnapshot", [datanet.id, root, items.length, manifestUri]);
  const [event] = parseEventLogs({ abi: datanetRegistryAbi, eventName: "SnapshotPublished", logs: receipt.logs });
  return { number: event!.args.snapshot, root, itemCount: items.length };
}

/** Builds what the gateway runs: the base model is the method's rules, the adapter is the index over the snapshot. */
export function trainAdapter(items: readonly CorpusItem[]): { methodId: Hex; weights: { base: Hex; adapter: Hex } } {
  const index = buildIndex(items);
  const hashOf = (array: Int32Array) => keccak256(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return {
    methodId: methodId(),
    weights: { base: keccak256(stringToBytes(`embedded composer, ${methodText()}`)), adapter: keccak256(concat([hashOf(index.tokens), hashOf(index.suffixes)])) },
  };
}
