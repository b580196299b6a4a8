import type { Hex } from "viem";

import { agentFeedback, feedback, feedbackResponse } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf, type FoldEvent } from "../fold/event.ts";
import { FoldError } from "../fold/fold-error.ts";
import { amendKnown, reportTwice } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create, upsert, type Row, type Store } from "../fold/store.ts";

interface Feedback {
  readonly agentId: bigint;
  readonly clientAddress: Hex;
  readonly feedbackIndex: bigint;
}

const MAX_AGENT = 2n ** 31n - 1n;

/** Agents are counted from 1, though ERC-8004 gives their ids 256 bits. @throws FoldError for one that no counter reaches. */
const agentOf = ({ agentId }: Feedback): number => {
  if (agentId > MAX_AGENT) throw new FoldError(`agentId cannot hold ${agentId}`);
  return Number(agentId);
};

const idOf = (args: Feedback): string => `${args.agentId}-${args.clientAddress.toLowerCase()}-${args.feedbackIndex}`;

const count = (
  store: Store,
  event: FoldEvent,
  agentId: number,
  column: Exclude<keyof Row<typeof agentFeedback>, "agentId" | "updatedAt">,
): Promise<void> => {
  const updatedAt = event.block.timestamp;
  const empty = { agentId, feedbackCount: 0, revokedCount: 0, groundedCount: 0, responseCount: 0, updatedAt };
  return upsert(store, agentFeedback, agentId, empty, (row) => ({ [column]: row[column] + 1, updatedAt }));
};

export const newFeedback: Reducer<EventArgs<"AgentReputation", "NewFeedback">> = async (store, event) => {
  const { args } = event;
  const agentId = agentOf(args);
  const id = idOf(args);
  const isNew = await create(store, feedback, id, {
    id,
    agentId,
    client: args.clientAddress,
    index: args.feedbackIndex,
    value: String(args.value),
    valueDecimals: args.valueDecimals,
    tag1: args.tag1,
    tag2: args.tag2,
    endpoint: args.endpoint,
    uri: args.feedbackURI,
    hash: args.feedbackHash,
    isRevoked: false,
    isGrounded: false,
    responseCount: 0,
    ...originOf(event),
  });
  if (!isNew) return reportTwice(store, event, { what: "feedback", id });
  await count(store, event, agentId, "feedbackCount");
};

export const feedbackRevoked: Reducer<EventArgs<"AgentReputation", "FeedbackRevoked">> = async (store, event) => {
  const row = { what: "feedback", id: idOf(event.args) };
  if (await amendKnown(store, event, feedback, row, () => ({ isRevoked: true }))) {
    await count(store, event, agentOf(event.args), "revokedCount");
  }
};

/** The client showed the receipt of an answer that it had paid for. */
export const feedbackGrounded: Reducer<EventArgs<"AgentReputation", "FeedbackGrounded">> = async (store, event) => {
  const { receiptId, fee, actor: groundedBy } = event.args;
  const row = { what: "feedback", id: idOf(event.args) };
  const ground = { isGrounded: true, receiptId, fee, groundedBy, groundedAt: event.block.timestamp };
  if (await amendKnown(store, event, feedback, row, () => ground)) await count(store, event, agentOf(event.args), "groundedCount");
};

export const responseAppended: Reducer<EventArgs<"AgentReputation", "ResponseAppended">> = async (store, event) => {
  const { responder, responseURI: uri, responseHash: hash } = event.args;
  const agentId = agentOf(event.args);
  const feedbackId = idOf(event.args);
  await store.insert(feedbackResponse, { id: factId(event), feedbackId, agentId, responder, uri, hash, ...originOf(event) });
  const row = { what: "feedback", id: feedbackId };
  if (await amendKnown(store, event, feedback, row, ({ responseCount }) => ({ responseCount: responseCount + 1 }))) {
    await count(store, event, agentId, "responseCount");
  }
};
