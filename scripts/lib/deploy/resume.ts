import { trackTransaction } from "@nomicfoundation/ignition-core";
import { isAddressEqual, type EIP1193Provider, type Hex, type PublicClient } from "viem";

import { sleep } from "../service.ts";
import { readJournal, rewriteJournal, type JournalEntry } from "./journal.ts";

/** Confirmations that Ignition wants of every transaction, where blocks come by themselves. */
const confirmations = 5n;

type Resumption = {
  readonly folder: string;
  readonly client: PublicClient;
  readonly deployer: Hex;
  readonly note: (line: string) => void;
};

/**
 * Puts a journal right that a killed process left behind, so that Ignition goes on. Between "prepared" and "sent" the journal cannot know whether the
 * transaction left: if its nonce was used, the transaction is looked up on the chain and entered; if not, it was never sent and the preparation is struck out.
 * @throws if a transaction with a used nonce cannot be found.
 */
export async function resume({ folder, client, deployer, note }: Resumption): Promise<void> {
  const journal = await readJournal(folder);
  if (journal.length === 0) return;
  await rewriteJournal(folder, () => false);
  const automines = await isAutomining(client);
  if (!automines) await settle(client, deployer, note);

  const used = await client.getTransactionCount({ address: deployer });
  for (const lost of preparedOnly(journal)) {
    if (lost.nonce! >= used) {
      await rewriteJournal(folder, (entry) => isSame(entry, lost));
      note(`${lost.futureId}: was not sent`);
    } else {
      const hash = await findTransaction(client, deployer, lost.nonce!);
      await trackTransaction(folder, hash, client as unknown as EIP1193Provider as never, automines ? 1 : Number(confirmations));
      note(`${lost.futureId}: was sent as ${hash}`);
    }
  }
}

/** Whether the chain makes a block for each transaction and none without: there, Ignition wants one confirmation. */
async function isAutomining(client: PublicClient): Promise<boolean> {
  return client.request({ method: "hardhat_getAutomine" as never }).then(
    (answer) => answer === true,
    () => false,
  );
}

/** Waits until every transaction of the deployer has its confirmations: Ignition refuses to start before. */
async function settle(client: PublicClient, deployer: Hex, note: (line: string) => void): Promise<void> {
  for (let told = false; ; told = true) {
    const block = await client.getBlockNumber();
    const [pending, safe] = await Promise.all([
      client.getTransactionCount({ address: deployer, blockTag: "pending" }),
      block + 1n < confirmations ? 0 : client.getTransactionCount({ address: deployer, blockNumber: block + 1n - confirmations }),
    ]);
    if (pending === safe) return;
    if (!told) note(`waiting for ${confirmations} confirmations of ${pending - safe} transactions`);
    await sleep(1_000);
  }
}

const isSame = (a: JournalEntry, b: JournalEntry) =>
  a.type === b.type && a.futureId === b.futureId && a.networkInteractionId === b.networkInteractionId && a.nonce === b.nonce;

/** Preparations that no sending followed. */
function preparedOnly(journal: readonly JournalEntry[]): readonly JournalEntry[] {
  const key = ({ futureId, networkInteractionId }: JournalEntry) => `${futureId} ${networkInteractionId}`;
  const followed = new Set(journal.filter(({ type }) => type === "TRANSACTION_SEND").map(key));
  return journal.filter((entry) => entry.type === "TRANSACTION_PREPARE_SEND" && !followed.has(key(entry)));
}

/** The deployer's transaction with a nonce, found by halving the blocks in which its nonce can have risen. */
async function findTransaction(client: PublicClient, deployer: Hex, nonce: number): Promise<Hex> {
  let [low, high] = [0n, await client.getBlockNumber()];
  while (low < high) {
    const middle = (low + high) / 2n;
    if ((await client.getTransactionCount({ address: deployer, blockNumber: middle })) > nonce) high = middle;
    else low = middle + 1n;
  }
  const { transactions } = await client.getBlock({ blockNumber: low, includeTransactions: true });
  const found = transactions.find((transaction) => isAddressEqual(transaction.from, deployer) && transaction.nonce === nonce);
  if (found === undefined) throw new Error(`transaction ${nonce} of ${deployer} is not in block ${low}, where its nonce was used`);
  return found.hash;
}
