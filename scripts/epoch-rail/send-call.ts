import { encodeFunctionData, keccak256, type Hex, type LocalAccount, type TransactionReceipt } from "viem";

import { sleep } from "../lib/service.ts";
import { refusalOf } from "./refusal.ts";
import type { Call, RailSession } from "./session.ts";

/** How transactions get through. Times in milliseconds, fees in wei a gas. */
export type SendRules = {
  /** Never offer more; wait instead. */
  readonly maxFee: bigint | undefined;
  /** Without a place in a block for so long, the transaction is replaced by a dearer one. */
  readonly patience: number;
  /** After so long it is given up; the next run starts again. */
  readonly deadline: number;
  readonly poll: number;
};

export const DEFAULT_SEND_RULES: SendRules = { maxFee: undefined, patience: 60_000, deadline: 900_000, poll: 500 };

/** Gas was above the ceiling, or nothing was mined, until the deadline. Nothing is lost: run again. */
export class NotMinedError extends Error {
  override readonly name = "NotMinedError";
}

/** Most gas of a transaction on an OP-stack chain. */
const MOST_GAS = 16_777_215n;
const BUMP = { numerator: 9n, denominator: 8n };

type Fees = { readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint };
type Note = (line: string) => void;

const smaller = (a: bigint, b: bigint) => (a < b ? a : b);
const larger = (a: bigint, b: bigint) => (a > b ? a : b);

/** Fees for the next block, within the ceiling; undefined while the base fee alone is above it. */
async function feesNow({ client }: RailSession, maxFee: bigint | undefined): Promise<Fees | undefined> {
  const { baseFeePerGas } = await client.getBlock({ blockTag: "latest" });
  const base = baseFeePerGas ?? 0n;
  const tip = await client.estimateMaxPriorityFeePerGas().catch(() => 1_000_000n);
  if (maxFee !== undefined && base > maxFee) return undefined;
  const maxFeePerGas = smaller(2n * base + tip, maxFee ?? 2n * base + tip);
  return { maxFeePerGas, maxPriorityFeePerGas: smaller(tip, maxFeePerGas) };
}

/** The receipt of the first of our transactions that was mined. */
async function minedOf({ client }: RailSession, hashes: readonly Hex[]): Promise<TransactionReceipt | undefined> {
  for (const hash of hashes) {
    const receipt = await client.getTransactionReceipt({ hash }).catch(() => undefined);
    if (receipt !== undefined) return receipt;
  }
  return undefined;
}

/**
 * Sends a call and waits until it is mined. Always uses the account's first free nonce: a gap that another process left is filled, what is stuck there is
 * replaced. Waits while gas is above the ceiling.
 * @throws Refusal if the contract refuses, NotMinedError at the deadline.
 */
export async function sendCall(session: RailSession, call: Call, rules: SendRules, note: Note): Promise<TransactionReceipt> {
  const { client } = session;
  const account = session.sender();
  const name = `${call.contract}.${call.functionName}`;
  const request = {
    address: session.address(call.contract),
    abi: session.abi(call.contract),
    functionName: call.functionName,
    args: call.args,
  };
  const data = encodeFunctionData({ abi: request.abi, functionName: call.functionName, args: call.args });
  const end = Date.now() + rules.deadline;
  const requireTime = () => {
    if (Date.now() > end) throw new NotMinedError(`${name} was not mined within ${rules.deadline / 1000} s; run again, or raise --max-fee`);
  };

  for (;;) {
    const estimate = await client.estimateContractGas({ ...request, account }).catch((error: unknown) => {
      throw refusalOf(name, error) ?? error;
    });
    const gas = smaller((estimate * 6n) / 5n, MOST_GAS);
    const nonce = await client.getTransactionCount({ address: account, blockTag: "latest" });
    const pending = await client.getTransactionCount({ address: account, blockTag: "pending" }).catch(() => nonce);
    if (pending > nonce) note(`nonce ${nonce} of ${account} is taken by a transaction that is not mined; going over it`);
    const outcome = await sendAt(session, { to: request.address, data, gas, nonce }, rules, note, requireTime);
    if (outcome?.status === "success") return outcome;
    // The nonce went to another transaction of this key, or the chain changed on the way: look again, which gives a refusal its name.
    requireTime();
  }
}

/** @returns Undefined if the nonce was used by another transaction. */
async function sendAt(
  session: RailSession,
  transaction: { readonly to: Hex; readonly data: Hex; readonly gas: bigint; readonly nonce: number },
  rules: SendRules,
  note: Note,
  requireTime: () => void,
): Promise<TransactionReceipt | undefined> {
  const { client } = session;
  const signer = session.wallet!.account as LocalAccount;
  const hashes: Hex[] = [];
  let offered: Fees | undefined;
  let isWaiting = false;
  const isNonceUsed = async () => (await client.getTransactionCount({ address: session.sender(), blockTag: "latest" })) > transaction.nonce;

  for (;;) {
    requireTime();
    const now = await feesNow(session, rules.maxFee);
    const next = now && dearer(now, offered);
    if (next === undefined || (rules.maxFee !== undefined && next.maxFeePerGas > rules.maxFee)) {
      if (!isWaiting) note(`gas is above --max-fee (${rules.maxFee} wei); waiting`);
      isWaiting = true;
    } else {
      isWaiting = false;
      offered = next;
      const signed = await signer.signTransaction({ ...transaction, ...next, chainId: session.deployment.chainId, type: "eip1559" });
      if (hashes.length > 0) note(`replacing a transaction that is stuck with one that offers ${next.maxFeePerGas} wei a gas`);
      // Known before it is sent: an answer that is lost loses nothing.
      hashes.push(keccak256(signed));
      try {
        await client.sendRawTransaction({ serializedTransaction: signed });
      } catch (error) {
        const said = (error as { details?: string }).details ?? (error as Error).message;
        if (/underpriced|fee too low|replacement/i.test(said)) continue;
        // Taken all the same, or the nonce went to another: the chain says which.
        if (!/already known/i.test(said) && !(await isNonceUsed())) throw error;
      }
    }
    for (const until = Date.now() + (isWaiting ? rules.poll : rules.patience); Date.now() < until;) {
      const mined = await minedOf(session, hashes);
      if (mined !== undefined) return mined;
      if (await isNonceUsed()) return minedOf(session, hashes);
      await sleep(rules.poll);
      requireTime();
    }
  }
}

/** Fees that replace what was offered before: an eighth more, at least what is asked for now. */
function dearer(now: Fees, offered: Fees | undefined): Fees {
  if (offered === undefined) return now;
  const raise = (value: bigint) => (value * BUMP.numerator) / BUMP.denominator + 1n;
  return {
    maxFeePerGas: larger(now.maxFeePerGas, raise(offered.maxFeePerGas)),
    maxPriorityFeePerGas: larger(now.maxPriorityFeePerGas, raise(offered.maxPriorityFeePerGas)),
  };
}
