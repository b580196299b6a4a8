import { snapshotRoot, type SnapshotItem } from "@openledger/sdk";
import { contributionLedgerAbi, datanetRegistryAbi } from "@openledger/sdk/abis";
import { concat, keccak256, parseEventLogs, stringToBytes, toBytes, type Hex } from "viem";

import { buildIndex } from "../../gateway/src/attribution/build-index.ts";
import { methodId, methodText } from "../../gateway/src/attribution/method-id.ts";
import type { Contribution, Datanet } from "./contribute.ts";
import type { World } from "./world.ts";

export type PublishedSnapshot = { readonly number: number; readonly root: Hex; readonly itemCount: number };

/**
 * The curator computes the snapshot's root from the chain and its own texts, compares it with the gateway's, and publishes it.
 * @throws if the gateway lists other items.
 */
export async function publishSnapshot(world: World, gatewayUrl: string, datanet: Datanet, accepted: readonly Contribution[]): Promise<PublishedSnapshot> {
  const items: SnapshotItem[] = [];
  for (const { id, contentRoot } of accepted) {
    const { noveltyPpm } = await world.read<{ noveltyPpm: number }>("ContributionLedger", contributionLedgerAbi, "contributionOf", [id]);
    items.push({ contributionId: id, contentRoot, noveltyPpm });
  }
  const root = snapshotRoot(items);
  const response = await fetch(`${gatewayUrl}/v1/datanets/${datanet.id}/snapshot`);
  const offered = (await response.json()) as { item_root: Hex; item_count: number };
  if (offered.item_root !== root) throw new Error(`the gateway's snapshot ${offered.item_root} of ${offered.item_count} items is not the curator's ${root} of ${items.length}`);

  const manifestUri = `${gatewayUrl}/v1/datanets/${datanet.id}/snapshot`;
  const receipt = await world.send(world.actor("curator"), "DatanetRegistry", datanetRegistryAbi, "publishSnapshot", [datanet.id, root, items.length, manifestUri]);
  const [event] = parseEventLogs({ abi: datanetRegistryAbi, eventName: "SnapshotPublished", logs: receipt.logs });
  return { number: event!.args.snapshot, root, itemCount: items.length };
}

/** Builds what the gateway runs: the base model is the method's rules, the adapter is the index over the snapshot. */
export function trainAdapter(accepted: readonly Contribution[]): { methodId: Hex; weights: { base: Hex; adapter: Hex } } {
  const index = buildIndex(accepted.map(({ id, item }) => ({ contributionId: id, text: item.text, noveltyPpm: 1_000_000 })));
  const bytes = (array: Int32Array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return {
    methodId: methodId(),
    weights: {
      base: keccak256(stringToBytes(`embedded composer, ${methodText()}`)),
      adapter: keccak256(concat([toBytes(keccak256(bytes(index.tokens))), toBytes(keccak256(bytes(index.suffixes)))])),
    },
  };
}
