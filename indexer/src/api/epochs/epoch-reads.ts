import type { Hex } from "viem";

import type { Database } from "../database.ts";
import type { EvidenceSource } from "../evidence/evidence-of.ts";
import type { ChainReads } from "../proof/proof-route.ts";
import { epochReceiptReader, readEpoch, type EpochPlace, type NotShown } from "./epoch-receipt.ts";
import { itemsOf } from "./epoch-rows.ts";
import { objectReader, type ReadObject } from "./fetch-object.ts";
import { receiptsForReader } from "./receipts-for.ts";
import { partReader } from "./shown-on-chain.ts";
import { epochReceiptSplitter } from "./split-epoch-receipt.ts";

/** What is asked besides the tables, which do not hold the receipts of epochs. */
export interface EpochSources {
  readonly chain?: ChainReads | undefined;
  /** Parts of epochs that gateways publish. */
  readonly readObject?: ReadObject;
  /** Where a receipt stands that is in no table. */
  readonly findPlace?: (id: Hex) => Promise<EpochPlace | null>;
}

/** Everything that is read of receipts of epochs. */
export const epochReads = (db: Database, sources: EpochSources) => {
  const { chain, readObject = objectReader([]), findPlace = async () => null } = sources;
  const readPart = partReader(db, readObject, chain);
  const readReceipt = epochReceiptReader(db, readPart);
  const commons = async () => {
    if (chain === undefined) throw new Error("the commons account is read from the chain");
    return chain.commonsAccount();
  };
  const splitReceipt = epochReceiptSplitter({ db, read: readReceipt, commons });
  return {
    findPlace,
    readReceipt,
    splitReceipt,
    /** Where the evidence of a receipt that is in no table is served; null if no gateway says that it stands in an epoch. */
    findSource: async (id: Hex, asked: EpochPlace | null): Promise<EvidenceSource | NotShown | null> => {
      const place = asked ?? (await findPlace(id));
      if (place === null) return null;
      const shown = await splitReceipt(id, place);
      return "problem" in shown ? shown : shown.source;
    },
    readEpoch: (id: Hex) => readEpoch(db, id),
    itemsOf: (ids: readonly bigint[]) => itemsOf(db, ids),
    readReceiptsFor: receiptsForReader(db, readPart, commons),
  };
};

export type EpochReads = ReturnType<typeof epochReads>;
