import { decodeReceipt, openCore, receiptTypedData } from "@openledger/sdk";
import { recoverTypedDataAddress, type Hex } from "viem";

import { parseReceiptFile, type ReceiptFile } from "../../gateway/src/epoch/receipt-file.ts";
import type { Database } from "../../gateway/src/journal/database.ts";
import { openPglite } from "../../gateway/src/journal/open-pglite.ts";
import { openPostgres } from "../../gateway/src/journal/open-postgres.ts";
import { batchSignature } from "../../gateway/src/journal/receipt-batches.ts";
import { findReceipt, type StoredReceipt } from "../../gateway/src/journal/receipts.ts";
import { evidenceFor, type EvidenceBundle } from "../../gateway/src/serving/evidence-bundle.ts";

/** A receipt with its evidence, as far as whoever asks may see it. */
export type ServedReceipt = { readonly file: ReceiptFile; readonly evidence: unknown };

/** Where receipts and their evidence are. */
export type ReceiptSource = {
  readonly place: string;
  /** Undefined if it does not have the receipt; `evidence` is undefined if it does not show any. */
  receipt(id: string): Promise<ServedReceipt | undefined>;
  end(): Promise<void>;
};

const isId = (id: string): boolean => /^(0x[0-9a-f]{64}|(chat)?cmpl-[0-9a-f]{24})$/i.test(id);

/**
 * A gateway that runs, asked over HTTP.
 * @param token The operator's for `admin`, who sees all; else a payer's API key, or none for what everybody sees.
 */
export function gatewaySource(
  url: string,
  { token, admin = false }: { readonly token: string | undefined; readonly admin?: boolean },
): ReceiptSource {
  const base = url.replace(/\/+$/, "");
  const ask = async (path: string): Promise<unknown> => {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${base}${path}`, { headers, signal: AbortSignal.timeout(60_000) }).catch((error: Error) => {
      throw new Error(`the gateway ${base} does not answer (${error.message}); start it or correct --gateway`);
    });
    if (response.status === 404) return undefined;
    if (!response.ok)
      throw new Error(`the gateway ${base} answers ${response.status} to ${path}: ${(await response.text()).slice(0, 300)}`);
    return response.json();
  };
  return {
    place: base,
    async receipt(id) {
      const file = isId(id) ? await ask(`/v1/receipts/${id}`) : undefined;
      if (file === undefined) return undefined;
      const evidence = await ask(admin ? `/admin/receipts/${id}/evidence` : `/v1/receipts/${id}/evidence`);
      return { file: parseReceiptFile(JSON.stringify(file)), evidence };
    },
    end: async () => {},
  };
}

/** The journal itself, while its gateway is stopped: a folder, or a Postgres address. @throws if somebody has it open. */
export async function journalSource(place: string, domain: { readonly chainId: number; readonly router: Hex }): Promise<ReceiptSource> {
  return databaseSource(/^postgres(ql)?:\/\//.test(place) ? await openPostgres(place) : await openPglite(place), place, domain);
}

export function databaseSource(
  database: Database,
  place: string,
  { chainId, router }: { readonly chainId: number; readonly router: Hex },
): ReceiptSource {
  const core = openCore();
  const signatureOf = async ({ receiptId, packed, sequence, signature, signedIn }: StoredReceipt) => {
    if (signature !== undefined) {
      const data = receiptTypedData({ chainId, router, receipt: decodeReceipt(packed) });
      return { signature, signer: await recoverTypedDataAddress({ ...data, signature } as never) };
    }
    if (signedIn !== undefined) return batchSignature(database, core, { signedIn, sequence });
    throw new Error(`the journal ${place} has receipt ${receiptId} without a signature; start its gateway, which signs it`);
  };
  return {
    place,
    async receipt(id) {
      const stored = await findReceipt(database, id.toLowerCase());
      if (stored === undefined) return undefined;
      const { receiptId, packed, legs } = stored;
      return {
        file: { receipt_id: receiptId, packed, legs: JSON.parse(legs) as ReceiptFile["legs"], ...(await signatureOf(stored)) },
        evidence: evidenceFor(JSON.parse(stored.evidence) as EvidenceBundle, { isOwner: true, isPublic: true }),
      };
    },
    end: () => database.close(),
  };
}
