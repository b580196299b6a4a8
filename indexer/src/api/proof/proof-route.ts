import {
  accountOfContribution,
  decodeReceipt,
  laneOf,
  legOpening,
  merkleProof,
  merkleRoot,
  payoutLaneSlot,
  snapshotProof,
  snapshotRoot,
  type SnapshotItem,
} from "@openledger/sdk";
import { Hono } from "hono";
import { eq } from "ponder";
import type { Address, Hex, PublicClient } from "viem";

import { account, commit, contribution, datanet, termsVersion } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { answer, refuse } from "../rest/errors.ts";
import { parseContributionId, parseNumber, parseReceiptId } from "../rest/parse.ts";
import { epochShares, parsePlace, type EpochPlace, type epochReceiptReader } from "../epochs/epoch-receipt.ts";
import { readBatch, readLegs, readPacked, readSnapshotItems, readSnapshotOf } from "./proof-reads.ts";

/** Items of the largest snapshot that a proof is made of here; the sdk makes one of any size. */
const MOST_ITEMS = 20_000;
const SNAPSHOTS_KEPT = 4;

/** What proofs need of the chain. */
export interface ChainReads {
  readonly router: Address;
  readonly payoutLedger: Address;
  /** The account of what nothing earned, fixed when the router was deployed. */
  readonly commonsAccount: () => Promise<number>;
  readonly getTransaction: PublicClient["getTransaction"];
  /** `eth_getProof` of a contract at a block. */
  readonly proofAt: (
    address: Address,
    slots: readonly Hex[],
    blockNumber: number,
  ) => Promise<{ readonly stateRoot: Hex; readonly accountProof: readonly Hex[]; readonly storageProofs: readonly (readonly Hex[])[] }>;
}

interface ProofSources {
  readonly chain: ChainReads | undefined;
  readonly readEpochReceipt: ReturnType<typeof epochReceiptReader>;
  /** Where a receipt stands that is in no table. */
  readonly findPlace: (id: Hex) => Promise<EpochPlace | null>;
}

const CLASS_WORDS = { proven: "Proven", recomputable: "Recomputable", judged: "Judged" } as const;
const EPOCH_LANE = 2;

/** Where a receipt stands that was settled alone: it is a receipt of an epoch. */
const placeOf = (row: { lane: number; gatewayId: number; epoch: bigint; sequence: bigint } | undefined): EpochPlace | null =>
  row?.lane === EPOCH_LANE ? { gateway: row.gatewayId, epoch: Number(row.epoch), sequence: Number(row.sequence) } : null;

const notSettled = (id: Hex, block: number | undefined): string =>
  `There is no settled receipt ${id} up to block ${block ?? 0}. A receipt of an epoch is found by ?gateway=…&epoch=…&sequence=… beside its id.`;

const DOES_NOT_FIT = "what is folded does not give its hash; see its anomalies";

/** `GET /proof/…`: what shows, without trust in this indexer, that a receipt, a leg, a contribution and a payout stand on chain (docs/formats/proofs.md). */
export const proofRoute = (
  db: Database,
  { indexedBlock }: Pick<ExtensionReads, "indexedBlock">,
  { chain, readEpochReceipt, findPlace }: ProofSources,
) => {
  const itemsOf = new Map<string, readonly SnapshotItem[] | null>();
  const snapshotItems = async (snapshot: NonNullable<Awaited<ReturnType<typeof readSnapshotOf>>>) => {
    const key = `${snapshot.id}/${snapshot.itemRoot}`;
    const known = itemsOf.get(key);
    if (known !== undefined) return known;
    const items = await readSnapshotItems(db, snapshot, MOST_ITEMS);
    const isTrue = items !== null && BigInt(items.length) === snapshot.itemCount && snapshotRoot(items) === snapshot.itemRoot;
    if (itemsOf.size >= SNAPSHOTS_KEPT) itemsOf.delete(itemsOf.keys().next().value!);
    itemsOf.set(key, isTrue ? items : null);
    return isTrue ? items : null;
  };

  return new Hono()
    .get("/proof/receipt/:id", async (c) => {
      const id = parseReceiptId(c.req.param("id"));
      if (id === null) return refuse(c, 400, "The receipt id must be 0x and 64 hexadecimal digits.");
      const asked = parsePlace(c);
      if (typeof asked === "string") return refuse(c, 400, asked);
      const block = await indexedBlock();
      const known = await readPacked(db, id);
      const place = placeOf(known?.row) ?? (known === null ? (asked ?? (await findPlace(id))) : null);
      if (place !== null) {
        const shown = await readEpochReceipt(id, place);
        if ("problem" in shown) return refuse(c, shown.status, shown.problem);
        const { receiptId, packed, firstSequence, index, count, root, proof, nodes, indexes, paths, epoch } = shown;
        const { id: recordHash, state, record, transactionHash: transaction } = epoch;
        const about = { id: recordHash, gateway: place.gateway, number: place.epoch, state, transaction, record, nodes, indexes, paths };
        return answer(c, { receiptId, packed, firstSequence, index, count, root, proof, batch: null, router: null, epoch: about, block });
      }
      const found = known && (await readBatch(db, known.row.batchId));
      if (known === null || found === null) return refuse(c, 404, notSettled(id, block?.number));
      const { row: batch, ids } = found;
      const index = ids.indexOf(id);
      if (known.packed === null || ids.length !== batch.receiptCount || merkleRoot(ids) !== batch.root)
        return refuse(c, 409, `The batch ${batch.id} of receipt ${id}: ${DOES_NOT_FIT}.`);
      return answer(c, {
        receiptId: id,
        packed: known.packed,
        firstSequence: batch.firstSequence,
        index,
        count: batch.receiptCount,
        root: batch.root,
        proof: merkleProof(ids, index),
        batch: {
          id: batch.id,
          gateway: batch.gatewayId,
          epoch: batch.epoch,
          key: batch.key,
          transaction: batch.transactionHash,
          blockHash: batch.blockHash,
        },
        router: chain?.router ?? null,
        epoch: null,
        block,
      });
    })
    .get("/proof/leg/:receiptId/:position", async (c) => {
      const id = parseReceiptId(c.req.param("receiptId"));
      if (id === null) return refuse(c, 400, "The receipt id must be 0x and 64 hexadecimal digits.");
      const position = /^\d{1,3}$/.test(c.req.param("position")) ? Number(c.req.param("position")) : -1;
      if (position < 0) return refuse(c, 400, "The position must be a number from 0, for example /proof/leg/0x…/0.");
      const asked = parsePlace(c);
      if (typeof asked === "string") return refuse(c, 400, asked);
      const block = await indexedBlock();
      const [known, { rows, legs }] = await Promise.all([readPacked(db, id), readLegs(db, id)]);
      const place = known === null ? (asked ?? (await findPlace(id))) : null;
      if (place !== null) {
        const shown = await readEpochReceipt(id, place);
        if ("problem" in shown) return refuse(c, shown.status, shown.problem);
        const part = shown.legs[position];
        if (part === undefined) return refuse(c, 404, `Receipt ${id} has ${shown.legs.length} legs; the first is 0.`);
        const shares = await epochShares(db, shown);
        const { contributionId, weight, class: kind } = part;
        const weightBefore = shown.legs.slice(0, position).reduce((sum, leg) => sum + leg.weight, 0);
        return answer(c, {
          receiptId: id,
          packed: shown.packed,
          position,
          opening: legOpening(shown.legs, position),
          leg: { contributionId, account: accountOfContribution(contributionId), class: CLASS_WORDS[kind], weight, weightBefore },
          amount: shares?.amounts[position] ?? null,
          dataAmount: shares?.dataAmount ?? null,
          weightTotal: BigInt(decodeReceipt(shown.packed).weightTotal),
          // An epoch pays every leg's contribution (docs/formats/epoch.md).
          isVoided: false,
          block,
        });
      }
      if (known === null) return refuse(c, 404, notSettled(id, block?.number));
      const row = rows[position];
      if (row === undefined) return refuse(c, 404, `Receipt ${id} has ${rows.length} legs; the first is 0.`);
      if (known.packed === null || legs.length !== known.row.legCount) return refuse(c, 409, `Receipt ${id}: ${DOES_NOT_FIT}.`);
      return answer(c, {
        receiptId: id,
        packed: known.packed,
        position,
        opening: legOpening(legs, position),
        leg: {
          contributionId: row.contributionId,
          account: row.accountId,
          class: row.class,
          weight: row.weight,
          weightBefore: row.weightBefore,
        },
        amount: row.amount,
        dataAmount: known.row.dataAmount,
        weightTotal: known.row.weightTotal,
        isVoided: row.isVoided,
        block,
      });
    })
    .get("/proof/contribution/:id", async (c) => {
      const id = parseContributionId(c.req.param("id"));
      if (id === null) return refuse(c, 400, "The contribution id must be a decimal number: account × 16777216 + local number.");
      const block = await indexedBlock();
      const [row] = await db
        .select({ item: contribution, commit, salt: datanet.salt, isPrivate: datanet.isPrivate, termsVersion: termsVersion.version })
        .from(contribution)
        .leftJoin(commit, eq(commit.id, contribution.commitId))
        .leftJoin(datanet, eq(datanet.id, contribution.datanetId))
        .leftJoin(termsVersion, eq(termsVersion.id, contribution.termsId))
        .where(eq(contribution.id, id))
        .limit(1);
      if (row === undefined) return refuse(c, 404, `There is no revealed contribution ${id} up to block ${block?.number ?? 0}.`);
      const published = await readSnapshotOf(db, row.item);
      const items = published === null ? null : await snapshotItems(published);
      const isIn = items?.some(({ contributionId }) => contributionId === id) === true;
      return answer(c, {
        contribution: {
          id,
          account: row.item.accountId,
          local: row.item.local,
          datanet: row.item.datanetId,
          contentRoot: row.item.contentRoot,
          uri: row.item.uri,
          licence: row.item.licence,
          status: row.item.status,
        },
        // With the salt anybody who has the text can compute the content root; a private Datanet's members alone know it.
        salt: row.isPrivate === false ? row.salt : null,
        commit: row.commit && {
          id: row.commit.id,
          hash: row.commit.hash,
          itemCount: row.commit.itemCount,
          position: row.commit.firstContribution === null ? null : id - row.commit.firstContribution,
          termsVersion: row.termsVersion,
        },
        snapshot:
          published === null || !isIn || items === null
            ? null
            : { datanet: published.datanetId, number: published.number, itemRoot: published.itemRoot, ...snapshotProof(items, id) },
        problem:
          published === null
            ? "no snapshot was published while it was accepted"
            : isIn
              ? null
              : "the items of its snapshot cannot be told here",
        block,
      });
    })
    .get("/proof/account/:id", async (c) => {
      const id = parseNumber(c.req.param("id"));
      if (id === null) return refuse(c, 400, "The account must be a number from 1, for example /proof/account/7.");
      const block = await indexedBlock();
      const known = await db.select({ id: account.id }).from(account).where(eq(account.id, id)).limit(1);
      if (block === null || known.length === 0) return refuse(c, 404, `There is no account ${id} up to block ${block?.number ?? 0}.`);
      const slots = { credited: payoutLaneSlot(id, "credited"), withdrawn: payoutLaneSlot(id, "withdrawn") };
      const shown = await chain?.proofAt(chain.payoutLedger, [slots.credited, slots.withdrawn], block.number).catch(() => undefined);
      if (chain === undefined || shown === undefined)
        return refuse(
          c,
          503,
          `The chain gives no eth_getProof at block ${block.number}; ask again, or ask creditedOf of the payout ledger.`,
        );
      return answer(c, {
        account: id,
        ledger: chain.payoutLedger,
        ...laneOf(id),
        slots,
        stateRoot: shown.stateRoot,
        accountProof: shown.accountProof,
        creditedProof: shown.storageProofs[0],
        withdrawnProof: shown.storageProofs[1],
        block,
      });
    });
};
