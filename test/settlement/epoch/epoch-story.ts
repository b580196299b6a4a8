import { bytesToHex, type Hex } from "viem";

import { encodeLegs, treeAnswer, treePlace, treeQuestionOf } from "../../../sdk/src/index.ts";
import type { Epoch } from "../../../sdk/src/epoch/epoch.ts";
import { subtreeOpening, wordClaim } from "../../../sdk/src/epoch/openings.ts";
import { Part } from "../../../sdk/src/codes/part.ts";
import { COMMONS, DAY, GATEWAY_ID, type EpochWorld, type Random } from "./world.ts";

const NO_WAY = { nodes: [], indexes: [], paths: [] };

/** What the story leaves for a test to look at. */
export interface EpochStory {
  readonly epochs: Record<"first" | "second" | "lying" | "child" | "expired", { epoch: Epoch; hash: Hex }>;
  /** Receipts that were settled alone. */
  readonly hatched: readonly { readonly receiptId: string; readonly fee: bigint }[];
}

/** Two final epochs pushed and claimed, a lie that voids two more, an epoch that expires, and receipts that settle alone once the gateway is gone. */
export async function tellEpochStory(w: EpochWorld, random: Random): Promise<EpochStory> {
  const { ledger, payouts, suite, networkHelpers, chunkProofs, treeProofs, receiptProofs, escapeHatch } = w;
  for (const contract of [chunkProofs, treeProofs]) await suite.openToken.approve(contract, w.ethers.MaxUint256);

  const first = await w.randomEpoch(random, { count: 30 });
  const one = await w.settle(first);
  const push = subtreeOpening(first, 0);
  await payouts.push(GATEWAY_ID, 0, 0, push.words, push.path);

  await suite.guardian.pause(Part.Offerings, 3 * DAY, "drill");
  const second = await w.randomEpoch(random, { epoch: 1, parent: one.hash, count: 30 });
  const two = await settleAsked(w, second);
  await suite.guardian.lift(Part.Offerings);
  const account = w.contributorAccounts[0]!;
  const word = Math.floor(account / 4);
  // The first epoch was pushed: its claim changes nothing.
  await payouts.claim([wordClaim(first, word), wordClaim(second, word)], [account]);

  // A lie in the third epoch voids it and the one on top of it; what was held for it goes back.
  const lying = await w.randomEpoch(random, { epoch: 2, parent: two.hash, count: 9 });
  const three = await w.commit(lying);
  await w.hold(three.record, lying);
  const child = await w.randomEpoch(random, { epoch: 3, parent: three.hash, count: 4 });
  const four = await w.commit(child);
  await chunkProofs.challengeData(three.record, NO_WAY);
  const tree = treePlace(lying.payouts, lying.payouts.depth, 0);
  await treeProofs.challengeTree(three.record, NO_WAY, 2, tree);
  const { receipt } = lying.chunks[0]!.receipts[0]!;
  const other = { ...receipt, contextRoot: random.bytes32() };
  await receiptProofs.proveDoubleSigned(three.record, await w.signReceipt(receipt), await w.signReceipt(other));
  await w.award(three.hash);
  await w.restore(three.record, lying);
  await chunkProofs.closeChallenge(three.record, bytesToHex(lying.top.hash));
  await treeProofs.closeChallenge(three.record, treeQuestionOf(tree.node, tree.height));

  // The number is committed again, and its debits are not held in time.
  const expired = await w.randomEpoch(random, { epoch: 2, parent: two.hash, count: 5 });
  const five = await w.commit(expired);
  await networkHelpers.time.increase(DAY);
  await ledger.expire(five.record);

  // The rest of the second epoch is pushed over what was claimed; then the gateway disappears.
  const rest = subtreeOpening(second, 0);
  await payouts.push(GATEWAY_ID, 1, 0, rest.words, rest.path);
  const orphans = await w.receipts(random, 2, 3, 20);
  await networkHelpers.time.increase(8 * DAY);
  const hatched: { receiptId: string; fee: bigint }[] = [];
  for (const { receipt: orphan, legs } of orphans) {
    const signed = await w.signReceipt(orphan);
    if (hatched.length === 0) await escapeHatch.declareGone(signed);
    await escapeHatch.settle(signed, encodeLegs(legs));
    hatched.push({ receiptId: w.ethers.keccak256(signed.receipt), fee: orphan.fee });
  }
  await suite.payoutLedger.withdraw([COMMONS, account]);
  const epochs = {
    first: { epoch: first, hash: one.hash },
    second: { epoch: second, hash: two.hash },
    lying: { epoch: lying, hash: three.hash },
    child: { epoch: child, hash: four.hash },
    expired: { epoch: expired, hash: five.hash },
  };
  return { epochs, hatched };
}

/** Settles an epoch whose payout tree somebody asks about and somebody shows. */
async function settleAsked(w: EpochWorld, epoch: Epoch): Promise<{ record: Hex; hash: Hex }> {
  const { ledger, treeProofs, networkHelpers } = w;
  const { record, hash } = await w.commit(epoch);
  await w.hold(record, epoch);
  const place = treePlace(epoch.payouts, epoch.payouts.depth, 0);
  await treeProofs.challengeTree(record, NO_WAY, 2, place);
  await treeProofs.answerWithNodes(record, place.height, [...treeAnswer(epoch.payouts, place.height, 0)]);
  await networkHelpers.time.increase(DAY);
  await ledger.finalise(record);
  await treeProofs.closeChallenge(record, treeQuestionOf(place.node, place.height));
  return { record, hash };
}
