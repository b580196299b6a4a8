import { randomBytes } from "node:crypto";

import { decodeReceipt, evidenceRequestTypedData, receiptId as receiptIdOf, type Receipt } from "@openledger/sdk";
import { bytesToHex, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { parseReceiptFile } from "../../gateway/src/epoch/receipt-file.ts";
import { readEvidence, type KnownEvidence } from "../court/evidence.ts";
import type { RailSession } from "../epoch-rail/session.ts";
import { Unserved } from "./receipt-legs.ts";

/** Seconds that a request for evidence is good for. */
const GOOD_FOR = 300;
const MOST_BYTES = 1 << 28;

/** Asks a gateway. @throws Unserved if it does not answer, or refuses. */
async function ask(url: string, body?: unknown): Promise<string> {
  const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  try {
    const response = await fetch(url, { ...(body !== undefined && post), redirect: "error", signal: AbortSignal.timeout(60_000) });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += (chunk as Uint8Array).length;
      if (size > MOST_BYTES) throw new Error(`it sends more than ${MOST_BYTES} bytes`);
      chunks.push(chunk as Uint8Array);
    }
    const text = Buffer.concat(chunks).toString("utf8");
    if (response.ok) return text;
    throw new Error(`status ${response.status}, ${text.slice(0, 200)}`);
  } catch (error) {
    throw new Unserved(`${url} does not serve what is asked for: ${(error as Error).message}`);
  }
}

/** What of a gateway a member of a panel asks for. */
export type PanelGateway = {
  readonly url: string;
  /** A receipt with its evidence, as it is shown to a member. */
  receipt(id: Hex): Promise<{ readonly receipt: Receipt; readonly evidence: KnownEvidence }>;
  /** File, or inputs, of the influence prior of a root. */
  prior(root: Hex, part?: "inputs"): Promise<string>;
};

/**
 * A gateway as a member of panels sees it. Nothing it says is believed that does not lead to what is on chain.
 * @param key Of the member's account.
 */
export function panelGateway(
  session: RailSession,
  { url, account, key }: { readonly url: string; readonly account: number; readonly key: Hex },
): PanelGateway {
  const base = url.replace(/\/+$/, "");
  const { chainId, contracts } = session.deployment;
  return {
    url: base,
    async receipt(id) {
      try {
        const { packed } = parseReceiptFile(await ask(`${base}/v1/receipts/${id}`));
        const receipt = decodeReceipt(packed);
        if (receiptIdOf(receipt) !== id) throw new Unserved(`${base} shows another receipt for ${id}`);
        const { timestamp } = await session.client.getBlock({ blockTag: "latest" });
        const expiry = Math.max(Math.floor(Date.now() / 1000), Number(timestamp)) + GOOD_FOR;
        const request = { receiptId: id, account, expiry, nonce: bytesToHex(randomBytes(32)) };
        const data = evidenceRequestTypedData({ chainId, router: contracts.RewardRouter, request });
        const signature = await privateKeyToAccount(key).signTypedData(data as never);
        const shown = await ask(`${base}/v1/receipts/${id}/evidence`, { account, expiry, nonce: request.nonce, signature });
        return { receipt, evidence: readEvidence(JSON.parse(shown), receipt) };
      } catch (error) {
        // Whatever it shows instead of what it signed is nothing.
        throw error instanceof Unserved ? error : new Unserved((error as Error).message);
      }
    },
    prior: (root, part) => ask(`${base}/v1/priors/${root}${part === undefined ? "" : `/${part}`}`),
  };
}
