import { chunkProofsAbi } from "@openledger/sdk/abis";
import { concatBytes, decodeFunctionData, hexToBytes, type Hex } from "viem";

import { isObjectTrue, type ObjectKind } from "../../gateway/src/epoch/store/epoch-objects.ts";
import type { ClaimedNode } from "../epoch-rail/claimed-tree.ts";
import type { RailSession } from "../epoch-rail/session.ts";

/** What a node's body commits to. */
export type ShownObject = { readonly kind: ObjectKind; readonly key: Hex; readonly bytes: Uint8Array };

/** A call as a node's `callTracer` tells it. */
type TracedCall = { readonly to?: Hex; readonly input: Hex; readonly calls?: readonly TracedCall[] };

const flatten = (call: TracedCall): readonly TracedCall[] => [call, ...(call.calls ?? []).flatMap(flatten)];

/** A call of `ChunkProofs`; undefined for anything else, as a contract between may send to be refused. */
function decoded(data: Hex) {
  try {
    return decodeFunctionData({ abi: chunkProofsAbi, data });
  } catch {
    return undefined;
  }
}

/**
 * What the transaction that answered a challenge showed of a node. If the answer went through other contracts, the node is asked to trace it.
 * @throws What the RPC says if it cannot trace.
 */
export async function shownData(session: RailSession, { fields }: ClaimedNode, hash: Hex): Promise<ShownObject | undefined> {
  const { client } = session;
  const court = session.address("ChunkProofs").toLowerCase();
  const { to, input } = await client.getTransaction({ hash });
  const isDirect = to?.toLowerCase() === court;
  const request = { method: "debug_traceTransaction", params: [hash, { tracer: "callTracer" }] };
  const calls = isDirect ? [{ to, input }] : flatten((await client.request(request as never)) as TracedCall);
  const key = fields.body as Hex;
  for (const call of calls.filter((made) => made.to?.toLowerCase() === court)) {
    const answer = decoded(call.input);
    if (answer === undefined) continue;
    const { functionName, args } = answer;
    if (functionName === "answerWithChunk" && isObjectTrue("chunks", key, hexToBytes(args[2])))
      return { kind: "chunks", key, bytes: hexToBytes(args[2]) };
    if (functionName !== "answerWithChildren") continue;
    const bytes = concatBytes(args[2].map((packed) => hexToBytes(packed)));
    if (isObjectTrue("children", key, bytes)) return { kind: "children", key, bytes };
  }
  return undefined;
}
