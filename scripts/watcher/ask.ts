import { treeQuestionOf } from "@openledger/sdk";
import type { Hex } from "viem";

import { writeObject } from "../../gateway/src/epoch/store/epoch-store.ts";
import type { ClaimedNode } from "../epoch-rail/claimed-tree.ts";
import { missingAllowance } from "../epoch-rail/missing-allowance.ts";
import type { CommittedEpoch } from "../epoch-rail/rail-log.ts";
import type { Call } from "../epoch-rail/session.ts";
import { attempt } from "./attempt.ts";
import type { WatcherContext } from "./context.ts";
import type { TreeAsked } from "./finding.ts";
import { shownData } from "./shown-data.ts";

type Challenge = { readonly challenger: Hex };

/** Asks on chain for what is behind a node, unless somebody did; what was answered there goes into the first store that takes it. */
export async function askForData(context: WatcherContext, epoch: CommittedEpoch, node: ClaimedNode): Promise<void> {
  const answer = context.log.answerOf(epoch.hash, node.hash);
  if (answer !== undefined) return keepAnswer(context, node, answer);
  const { challenger } = await context.session.read<Challenge>("ChunkProofs", "challengeOf", [epoch.hash, node.hash]);
  if (BigInt(challenger) !== 0n || !(await allowBond(context, epoch, "ChunkProofs"))) return;
  const call: Call = { contract: "ChunkProofs", functionName: "challengeData", args: [epoch.bytes, node.way] };
  await attempt(context, call, epoch, `asked on chain for the data of node ${node.hash}`);
}

/** Asks on chain for what is below a node of a hidden tree, unless somebody did. Its answer is read from the chain's log. */
export async function askForNodes(context: WatcherContext, epoch: CommittedEpoch, { way, tree, place }: TreeAsked): Promise<void> {
  const question = treeQuestionOf(place.node, place.height);
  const { challenger } = await context.session.read<Challenge>("TreeProofs", "challengeOf", [epoch.hash, question]);
  if (BigInt(challenger) !== 0n || !(await allowBond(context, epoch, "TreeProofs"))) return;
  const call: Call = { contract: "TreeProofs", functionName: "challengeTree", args: [epoch.bytes, way, tree, place] };
  await attempt(context, call, epoch, `asked on chain for what is below node ${place.node}, ${place.height} levels above the leaves`);
}

/** @returns Whether the contract may take a challenge's bond. */
async function allowBond(context: WatcherContext, epoch: CommittedEpoch, contract: "ChunkProofs" | "TreeProofs"): Promise<boolean> {
  const { session } = context;
  const approval = await missingAllowance(session, contract, await session.read<bigint>("ChunkProofs", "challengeBond"));
  return approval === undefined || attempt(context, approval, epoch, "allowed the challenge's bond");
}

async function keepAnswer(context: WatcherContext, node: ClaimedNode, transaction: Hex): Promise<void> {
  const note = (says: string) => context.report({ kind: "note", says });
  const shown = await shownData(context.session, node, transaction).catch((error: Error) => {
    note(
      `${transaction} shows the data of node ${node.hash} through another contract, and the RPC does not trace it (${error.message.split("\n")[0]})`,
    );
    return undefined;
  });
  if (shown === undefined) return;
  for (const store of context.stores) {
    try {
      await writeObject(store, shown.kind, shown.key, shown.bytes);
      note(`kept the data of node ${node.hash}, shown in ${transaction}, in ${store.place}`);
      return;
    } catch (error) {
      note((error as Error).message);
    }
  }
}
