import { Role, decodeReceipt, nameOfCode, split } from "@openledger/sdk";
import { and, asc, desc, eq } from "ponder";
import type { Context } from "hono";
import type { Hex } from "viem";

import { epoch, gateway } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import { parseNumber, parseWhole } from "../rest/parse.ts";
import type { EpochPart, ReadPart } from "./shown-on-chain.ts";
import { readSplits } from "./read-splits.ts";
import { openEpoch, type OpenedReceipt } from "./open-epoch.ts";

/** Where a receipt of the epoch lane stands; its id alone does not say. */
export interface EpochPlace {
  readonly gateway: number;
  readonly epoch: number;
  readonly sequence: number;
}

/** What a receipt of an epoch was found to be. */
export interface EpochReceipt extends OpenedReceipt {
  readonly epoch: typeof epoch.$inferSelect;
  readonly endpoint: string;
}

/** Why a receipt is not shown to stand in an epoch. */
export interface NotShown {
  readonly status: 404 | 409;
  readonly problem: string;
}

/** The place that gateway, epoch and sequence name; null if none of them is given, a text if they are wrong. */
export const placeNamed = (texts: readonly (string | undefined)[]): EpochPlace | null | string => {
  if (texts.every((text) => text === undefined)) return null;
  const place = {
    gateway: parseNumber(texts[0] ?? ""),
    epoch: parseWhole(texts[1] ?? "", 2 ** 32 - 1),
    sequence: parseWhole(texts[2] ?? "", 2 ** 40 - 1),
  };
  if (place.gateway === null || place.epoch === null || place.sequence === null)
    return "A receipt of an epoch is named by ?gateway=1&epoch=0&sequence=0 together, whole numbers; they stand in the receipt.";
  return place as EpochPlace;
};

/** `?gateway&epoch&sequence`, as {@link placeNamed} reads them. */
export const parsePlace = (c: Context): EpochPlace | null | string =>
  placeNamed(["gateway", "epoch", "sequence"].map((name) => c.req.query(name)));

/** An epoch by its id, the hash of its record. */
export const readEpoch = async (db: Database, id: Hex) => {
  const [row] = await db
    .select({ epoch, endpoint: gateway.endpoint })
    .from(epoch)
    .innerJoin(gateway, eq(gateway.id, epoch.gatewayId))
    .where(eq(epoch.id, id))
    .limit(1);
  return row;
};

/** An epoch of a gateway: the one that is not void, or the last of the void ones. */
export const findEpoch = async (db: Database, place: Pick<EpochPlace, "gateway" | "epoch">) => {
  const rows = await db
    .select({ epoch, endpoint: gateway.endpoint })
    .from(epoch)
    .innerJoin(gateway, eq(gateway.id, epoch.gatewayId))
    .where(and(eq(epoch.gatewayId, place.gateway), eq(epoch.number, BigInt(place.epoch))))
    .orderBy(desc(epoch.committedAt), asc(epoch.id));
  return rows.find((one) => one.epoch.state !== "Void") ?? rows[0];
};

/** Reads the bodies of an epoch's nodes. */
export const readBodies =
  ({ epoch: { id: epochId }, endpoint }: NonNullable<Awaited<ReturnType<typeof findEpoch>>>, read: ReadPart) =>
  (kind: EpochPart["kind"], key: Hex, node: Hex) =>
    read({ epochId, endpoint, kind, key, node });

export const nameOfEpoch = (place: Pick<EpochPlace, "gateway" | "epoch">): string => `epoch ${place.epoch} of gateway ${place.gateway}`;

/** Finds a receipt in an epoch that its gateway publishes; every part is checked against the record on chain, so the gateway is not trusted. */
export const epochReceiptReader =
  (db: Database, read: ReadPart) =>
  async (id: Hex, place: EpochPlace): Promise<EpochReceipt | NotShown> => {
    const name = nameOfEpoch(place);
    const row = await findEpoch(db, place);
    if (row === undefined) return { status: 404, problem: `There is no ${name}.` };
    if (BigInt(place.sequence) >= row.epoch.receiptCount)
      return { status: 404, problem: `The ${name} has ${row.epoch.receiptCount} receipts; sequences start at 0.` };
    const opened = await openEpoch(row.epoch.record, place.sequence, readBodies(row, read));
    if ("problem" in opened)
      return { status: opened.isFalse ? 409 : 404, problem: `The receipts of ${name} cannot be told here: ${opened.problem}.` };
    if (opened.receiptId !== id)
      return { status: 404, problem: `Sequence ${place.sequence} of ${name} is another receipt, ${opened.receiptId}.` };
    return { ...opened, epoch: row.epoch, endpoint: row.endpoint };
  };

/** What a leg of an epoch's receipt is paid, and the data share it is a part of; null if the offering's split is not known. */
export const epochShares = async (db: Database, { packed, legs }: OpenedReceipt) => {
  const { offeringId, fee, weightTotal } = decodeReceipt(packed);
  const entries = (await readSplits(db, [offeringId])).get(offeringId);
  if (entries === undefined) return null;
  const parts = split({ fee, entries, legs, weightTotal });
  const dataAmount = parts.entries.find(({ role }) => nameOfCode(Role, role) === "Data")?.amount ?? 0n;
  return { amounts: parts.legs.map(({ amount }) => amount), dataAmount };
};
