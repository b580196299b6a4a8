import { subtreeOpening, wordClaim } from "../../../sdk/src/epoch/openings.ts";
import { payoutWords } from "../../../sdk/src/epoch/payout-words.ts";
import { vectorOf } from "../../../sdk/src/epoch/vector.ts";
import { wordTree } from "../../../sdk/src/epoch/word-tree.ts";
import type { Epoch } from "../../../sdk/src/epoch/epoch.ts";
import { withFields } from "../../../test/settlement/epoch/lies.ts";
import { GATEWAY_ID, randomOf, type EpochWorld } from "../../../test/settlement/epoch/world.ts";
import { fastLzLength } from "../fastlz.ts";
import { headOf, renumbered } from "./commits.ts";
import { gasOf, mined, signedBytes } from "./mined.ts";

const ACCOUNTS = 2_048;
/** Of a million accounts, four a word. */
const DEPTH = 18;
/** What an epoch pays an account at most, nano-OPEN: a tenth of an OPEN, four bytes. */
const MOST = 10n ** 8n;

export interface PayoutFigures {
  readonly pushFirst: number;
  readonly pushOpened: number;
  readonly push: number;
  readonly bytes: number;
  readonly claim: number;
  readonly claimBatch: number;
  readonly withdrawal: number;
  readonly withdrawalBatch: number;
}

/** A final epoch that pays 2,047 accounts, all there are in the first subtree, under a tree of a million accounts. */
async function payingEpoch(w: EpochWorld, name: string): Promise<Epoch> {
  const random = randomOf(`payouts ${name}`);
  const base = await w.randomEpoch(random, { count: 1, legs: 1 });
  const credits = vectorOf(new Map(Array.from({ length: ACCOUNTS - 1 }, (_, i) => [i + 1, 1n + random.big(MOST)] as const)));
  const total = credits.entries.reduce((sum, { amount }) => sum + amount, 0n);
  const debits = vectorOf(new Map([[w.payerAccounts[0]!, total]]));
  const sums = { feeTotal: total, creditsRoot: credits.root, creditCount: credits.entries.length, debitsRoot: debits.root, debitCount: 1 };
  const top = { ...withFields(base.top, sums), credits, debits };
  const words = payoutWords(credits.entries);
  const payouts = wordTree(words, DEPTH);
  const { number, parent } = await headOf(w);
  const header = { ...base.header, payoutDepth: DEPTH, payoutRoot: payouts.root };
  const epoch = renumbered({ ...base, header, words, payouts }, number, parent, top);
  await w.settle(epoch);
  return epoch;
}

/** Pushes and claims, each in its repeat state: words, bits and balances in use before. */
export async function measurePayouts(w: EpochWorld): Promise<PayoutFigures> {
  const { payouts, accountRegistry } = { ...w, accountRegistry: w.suite.accountRegistry };
  const missing = ACCOUNTS - 1 - Number(await accountRegistry.accountCount());
  for (let i = 0; i < missing; i++) await accountRegistry.registerFor(w.suite.actor.address, w.suite.actor.address);
  const pushOf = (epoch: Epoch) => {
    const { words, path } = subtreeOpening(epoch, 0);
    return mined(payouts.push(GATEWAY_ID, epoch.header.epoch, 0, words, path));
  };
  const perAccount = ({ gasUsed }: { readonly gasUsed: bigint }) => Number(gasUsed) / ACCOUNTS;

  const first = await payingEpoch(w, "first");
  const fresh = await w.networkHelpers.takeSnapshot();
  const pushFirst = perAccount(await pushOf(first));
  await fresh.restore();
  for (const firstWord of [0, 256]) await payouts.openWords(firstWord, 256);
  const pushOpened = perAccount(await pushOf(first));
  const repeat = await pushOf(await payingEpoch(w, "second"));
  const bytes = fastLzLength(await signedBytes(w, repeat.hash)) / ACCOUNTS;

  const third = await payingEpoch(w, "third");
  const fourth = await payingEpoch(w, "fourth");
  const claims = (words: readonly number[]) => words.map((word) => wordClaim(third, word));
  const hundred = Array.from({ length: 100 }, (_, i) => 100 + i);
  // Opens the pages of both epochs, and the slots of all withdrawals.
  await payouts.claim(
    [third, fourth].flatMap((epoch) => [wordClaim(epoch, 1), wordClaim(epoch, 300)]),
    [],
  );
  await payouts.withdraw([4 * 50, 4 * 51, ...hundred.map((word) => 4 * word)]);
  const claim = await gasOf(payouts.claim(claims([50]), []));
  const withdrawal = await gasOf(payouts.claim(claims([51]), [4 * 51]));
  const claimBatch = (await gasOf(payouts.claim(claims(hundred), []))) / hundred.length;
  const again = hundred.map((word) => wordClaim(fourth, word));
  const withdrawalBatch =
    (await gasOf(
      payouts.claim(
        again,
        hundred.map((word) => 4 * word),
      ),
    )) / hundred.length;
  return { pushFirst, pushOpened, push: perAccount(repeat), bytes, claim, claimBatch, withdrawal, withdrawalBatch };
}
