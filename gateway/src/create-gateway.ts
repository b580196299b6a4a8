import { chooseKeccak } from "@openledger/sdk";

import { sharedPool, type AttributionPool } from "./attribution/attribution-pool.ts";
import { keccak } from "./attribution/keccak.ts";
import type { Chain } from "./chain/types.ts";
import type { ContentStore } from "./content/content-store.ts";
import { checkJournal } from "./epoch/check-journal.ts";
import type { EpochRail } from "./epoch/rail.ts";
import { openReceiptSigning } from "./epoch/receipt-signing.ts";
import { createSchema } from "./journal/create-schema.ts";
import type { Database } from "./journal/database.ts";
import { forgetAnswers, releaseOrphans } from "./journal/reserve.ts";
import { embeddedUpstream } from "./model/embedded-upstream.ts";
import type { Upstream } from "./model/types.ts";
import { createCorpora } from "./serving/corpus.ts";
import { createCreditReader } from "./serving/credit-reader.ts";
import { DEFAULT_LIMITS, type Gateway, type Limits, type SettleOutcome } from "./serving/gateway.ts";
import { createPriors } from "./serving/priors.ts";
import { settleReceipts } from "./settlement/settle-receipts.ts";

export interface GatewayDependencies {
  readonly chain: Chain;
  readonly database: Database;
  readonly contents: ContentStore;
  readonly upstream?: Upstream;
  readonly limits?: Partial<Limits>;
  /** The process's own if none is given. */
  readonly attribution?: AttributionPool;
  /** Folder that keeps indexes between starts. */
  readonly indexFolder?: string;
  /** Folder of influence priors; none are used without it. */
  readonly priorFolder?: string;
  readonly log?: (line: string) => void;
  readonly rail?: EpochRail | undefined;
}

/** Puts a gateway together and recovers its journal: orphaned reservations are released, served receipts wait for settlement. */
export async function createGateway({
  chain,
  database,
  contents,
  upstream = embeddedUpstream,
  limits,
  attribution = sharedPool(),
  indexFolder,
  priorFolder,
  log,
  rail,
}: GatewayDependencies): Promise<Gateway> {
  // Every receipt commits to the words of its answer by hundreds of hashes.
  chooseKeccak(keccak);
  await createSchema(database, {
    deployment: `chain ${chain.chainId} with genesis ${chain.genesis}, router ${chain.router}, gateway ${chain.gatewayId}`,
  });
  if (rail?.lane === "epoch") await checkJournal(database, rail.chain);
  await releaseOrphans(database, Date.now());
  await forgetAnswers(database, Date.now());
  let running: Promise<SettleOutcome> | undefined;
  return {
    chain,
    database,
    contents,
    upstream,
    attribution,
    corpora: createCorpora({ contents, pool: attribution, ...(indexFolder !== undefined && { indexFolder }), ...(log && { log }) }),
    priors: createPriors({ folder: priorFolder, pool: attribution, chain, ...(log && { log }) }),
    credit: createCreditReader({ chain, database }),
    limits: { ...DEFAULT_LIMITS, ...limits },
    rail,
    signing: openReceiptSigning(database, chain.signer),
    settle: () =>
      (running ??= settleReceipts({ chain, database }).finally(() => {
        running = undefined;
      })),
  };
}
