import {
  contextRoot,
  decodeReceipt,
  evidenceRoot,
  feeOf,
  legsRoot,
  nanoToOpen,
  receiptId,
  recordsRoot,
  retrievedRoot,
  type Evidence,
  type Receipt,
  type ReceiptContext,
} from "@openledger/sdk";
import { isHex, type Hex } from "viem";

import type { ReceiptFile } from "../../gateway/src/epoch/receipt-file.ts";
import { offeringReader } from "../epoch-rail/offerings.ts";
import { isSignedBy, isSignedByGateway } from "../epoch-rail/signed-receipt.ts";
import type { RailSession } from "../epoch-rail/session.ts";

/** One thing that was looked at, in plain words. `skipped` says what would be needed. */
export type Check = { readonly verdict: "right" | "wrong" | "skipped"; readonly says: string };

const right = (says: string): Check => ({ verdict: "right", says });
const wrong = (says: string): Check => ({ verdict: "wrong", says });
const skipped = (says: string): Check => ({ verdict: "skipped", says });

/** The packed bytes and the id. @returns The receipt, if the bytes are one. */
export function checkBytes(file: ReceiptFile): { readonly checks: readonly Check[]; readonly receipt: Receipt | undefined } {
  let receipt: Receipt;
  try {
    receipt = decodeReceipt(file.packed);
  } catch (error) {
    return { checks: [wrong(`the packed bytes are no receipt: ${(error as Error).message.split("\n")[0]}`)], receipt: undefined };
  }
  const place = `gateway ${receipt.gatewayId}, ${receipt.lane} lane, epoch ${receipt.epoch}, sequence ${receipt.sequence}`;
  const what = `${receipt.promptTokens} + ${receipt.completionTokens} tokens for ${nanoToOpen(receipt.fee)} OPEN, paid by account ${receipt.payerAccount}`;
  const id = receiptId(receipt);
  const isSame = id === file.receipt_id.toLowerCase();
  return {
    receipt,
    checks: [
      right(`the packed bytes are a receipt: ${place}; ${what}`),
      isSame
        ? right(`its id is the hash of its bytes, ${id}`)
        : wrong(`it says its id is ${file.receipt_id}, the hash of its bytes is ${id}`),
    ],
  };
}

/** The legs behind the legs root. */
export function checkLegs(file: ReceiptFile, receipt: Receipt): Check {
  const legs = file.legs.map((leg) => ({ ...leg, contributionId: BigInt(leg.contributionId) }));
  try {
    const weights = legs.reduce((sum, { weight }) => sum + weight, 0);
    if (legs.length !== receipt.legCount || legsRoot(legs) !== receipt.legsRoot)
      return wrong(`the ${legs.length} legs are not those that the receipt commits to`);
    if (weights > receipt.weightTotal) return wrong(`the legs weigh ${weights}, more than ${receipt.weightTotal}`);
    const share = ((100 * (receipt.weightTotal - weights)) / receipt.weightTotal).toFixed(1);
    return right(`its ${legs.length} legs are those that it commits to; ${share} % are not attributed to anybody`);
  } catch (error) {
    return wrong(`the legs break a rule: ${(error as Error).message.split("\n")[0]}`);
  }
}

/** The signature, and with a chain whether the key was the gateway's when it signed. */
export async function checkSignature(
  file: ReceiptFile,
  { gatewayId }: Receipt,
  session: RailSession | undefined,
): Promise<readonly Check[]> {
  const over = file.batch === undefined ? "it" : `the batch of ${file.batch.count} receipts that it is in`;
  try {
    if (session !== undefined) {
      const { isSigned, isKeyValid } = await isSignedByGateway(session, file);
      return [
        isSigned ? right(`${file.signer} signed ${over}`) : wrong(`${file.signer} did not sign ${over} for this deployment`),
        isKeyValid
          ? right(`${file.signer} was a receipt key of gateway ${gatewayId} when it was served`)
          : wrong(`${file.signer} was no receipt key of gateway ${gatewayId} when it was served`),
      ];
    }
    if (file.domain === undefined) return [skipped("the signature: name the deployment with --rpc, or keep the receipt's domain")];
    const { chainId, verifyingContract: router } = file.domain;
    const isSigned = await isSignedBy(file, { chainId, router });
    return [
      isSigned ? right(`${file.signer} signed ${over}`) : wrong(`${file.signer} did not sign ${over}`),
      skipped("whether that key is the gateway's: needs --rpc"),
    ];
  } catch (error) {
    return [wrong(`the signature cannot be checked: ${(error as Error).message.split("\n")[0]}`)];
  }
}

/** The fee against the offering on chain. */
export async function checkFee({ offeringId, gatewayId, fee, ...tokens }: Receipt, session: RailSession | undefined): Promise<Check> {
  if (session === undefined) return skipped("the fee against the offering: needs --rpc");
  const offering = await offeringReader(session)(offeringId);
  if (offering?.gateway !== gatewayId) return wrong(`offering ${offeringId} is not one of gateway ${gatewayId}`);
  const price = feeOf({ ...tokens, ...offering });
  const says = `offering ${offeringId} asks ${nanoToOpen(price)} OPEN for these tokens`;
  return price === fee ? right(says) : wrong(`${says}, the receipt bills ${nanoToOpen(fee)}`);
}

const CONTEXT = ["requestHash", "promptRoot", "outputRoot", "methodId", "snapshotRoot", "evidenceRoot"] as const;

/** The evidence, as `/v1/receipts/{id}/evidence` gives it, behind the context root. */
export function checkEvidence(evidence: unknown, receipt: Receipt): Check {
  if (evidence === undefined) return skipped("the context: needs --evidence, the JSON of /v1/receipts/{id}/evidence");
  const body = evidence as Record<string, unknown> & {
    readonly evidence?: readonly Record<string, unknown>[];
    readonly retrieved?: readonly unknown[];
  };
  const missing = [...CONTEXT, "outputTokensRoot" as const].find((name) => !isHex(body[name]));
  if (missing !== undefined || !Array.isArray(body.evidence) || !Array.isArray(body.retrieved))
    return wrong(`the evidence has no ${missing ?? "records"}`);
  const context = Object.fromEntries(CONTEXT.map((name) => [name, body[name] as Hex])) as unknown as ReceiptContext;
  if (contextRoot(context) !== receipt.contextRoot)
    return wrong("the evidence is of another receipt: it does not lead to this context root");
  try {
    const [given, retrieved] = [body.evidence as readonly Record<string, unknown>[], body.retrieved as readonly unknown[]];
    const records = given.map((record) => ({
      ...record,
      contributionId: BigInt(record["contributionId"] as string),
      credit: BigInt(record["credit"] as string),
    }));
    const roots = {
      recordsRoot: recordsRoot(records as unknown as readonly Evidence[]),
      outputTokensRoot: body["outputTokensRoot"] as Hex,
      retrievedRoot: retrievedRoot(retrieved.map((id) => BigInt(id as string))),
    };
    if (evidenceRoot(roots) !== context.evidenceRoot) return wrong("the evidence's records are not those of its root");
    return right(`its ${records.length} pieces of evidence, method and snapshot are those that it commits to`);
  } catch (error) {
    return wrong(`the evidence cannot be read: ${(error as Error).message.split("\n")[0]}`);
  }
}
