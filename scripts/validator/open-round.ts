import { ContributionStatus, formatOpen } from "@openledger/sdk";
import { datanetRegistryAbi, validationRoundsAbi } from "@openledger/sdk/abis";
import { parseEventLogs, zeroHash, type Hex } from "viem";

import { createBook, inOrder } from "./book.ts";
import { keepAnswers } from "./known-answers.ts";
import { allow, oneDatanet } from "./money.ts";
import { contributionOf, wholeNumber } from "./options.ts";
import { UsageError } from "./output.ts";
import type { Session } from "./session.ts";

const rounds = { contract: "ValidationRounds", abi: validationRoundsAbi } as const;
/** Without known answers, and with them. */
const mostItems = [9, 100] as const;

/** Opens a round over the oldest pending items of a Datanet that nobody judges yet. The caller pays; what is not earned comes back. */
export async function openRound(session: Session): Promise<number> {
  const datanet = oneDatanet(session);
  const payer = await session.account();
  const admission = await session.read<Hex>({
    contract: "DatanetRegistry",
    abi: datanetRegistryAbi,
    functionName: "admissionOf",
    args: [datanet],
  });
  if (admission.toLowerCase() !== session.deployment.contracts.ValidationRounds.toLowerCase())
    throw new UsageError(`Datanet ${datanet} does not use panels; its admission module is ${admission}`);
  const book = createBook(session);
  await book.refresh();
  const isSeeded = session.options.known.length > 0;
  const most = mostItems[isSeeded ? 1 : 0];
  const items: bigint[] = [];
  for (const { id, status } of inOrder(book, datanet)) {
    if (status !== ContributionStatus.Pending || items.length === most) continue;
    if (!(await session.read<boolean>({ ...rounds, functionName: "isUnderJudgement", args: [id] }))) items.push(id);
  }
  if (items.length === 0) throw new UsageError(`nothing is pending in Datanet ${datanet} that no round judges already`);
  items.sort((a, b) => (a < b ? -1 : 1));
  const { panelSize } = await session.read<{ panelSize: number }>({
    contract: "DatanetRegistry",
    abi: datanetRegistryAbi,
    functionName: "currentTermsOf",
    args: [datanet],
  });
  // As the contract does: five seats by default, and an odd number.
  const seats = panelSize < 3 ? 5 : Math.min(31, panelSize | 1);
  const fee = await session.read<bigint>({ ...rounds, functionName: "feeFor", args: [BigInt(items.length), seats] });
  const { appealBond } = await session.read<{ appealBond: bigint }>({ ...rounds, functionName: "parameters" });
  await allow(session, "ValidationRounds", isSeeded ? fee + appealBond : fee);
  const hash = isSeeded ? await keepAnswers(session, items) : zeroHash;
  const receipt = await session.send({ ...rounds, functionName: "open", args: [datanet, items, payer, hash] });
  const [event] = parseEventLogs({ abi: validationRoundsAbi, eventName: "RoundOpened", logs: receipt.logs });
  const round = event!.args.round;
  session.output.say(`· round ${round} over ${items.length} items, ${seats} seats, ${formatOpen(fee)} at most`);
  if (isSeeded)
    session.output.say(`· show the known answers with "answers ${round}" while it can be appealed, or lose ${formatOpen(appealBond)}`);
  return round;
}

/** Appeals verdicts of a round to a larger panel, or at last to governance. The bond comes back if the verdict changes. */
export async function appeal(session: Session): Promise<void> {
  const [first, ...wanted] = session.options.positionals;
  const round = wholeNumber("the round", first, 1, 2 ** 48 - 1);
  const book = createBook(session);
  await book.refresh();
  const opened = book.rounds.get(round);
  if (opened === undefined) throw new UsageError(`there is no round ${round}`);
  if (wanted.length === 0) throw new UsageError(`name the contributions: npm run validator -- appeal ${round} <contribution>…`);
  const bits = wanted.reduce((set, text) => {
    const index = opened.items.indexOf(contributionOf(text));
    if (index === -1) throw new UsageError(`contribution ${text} is not in round ${round}`);
    return set | (1n << BigInt(index));
  }, 0n);
  const [cost, nextSize] = await session.read<readonly [bigint, number]>({
    ...rounds,
    functionName: "appealCostOf",
    args: [round, BigInt(wanted.length)],
  });
  await allow(session, "ValidationRounds", cost);
  await session.send({ ...rounds, functionName: "appeal", args: [round, bits, await session.account()] });
  session.output.say(
    `· appealed ${wanted.length} items of round ${round} for ${formatOpen(cost)}: ${nextSize === 0 ? "governance decides" : `a panel of ${nextSize} judges them`}`,
  );
}
