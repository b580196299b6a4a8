import { formatOpen, parseOpen } from "@openledger/sdk";
import {
  accountRegistryAbi,
  bountiesAbi,
  contributionLedgerAbi,
  openTokenAbi,
  panelDrawsAbi,
  removalCourtAbi,
  validationRoundsAbi,
  validatorStakingAbi,
} from "@openledger/sdk/abis";
import { parseEventLogs, type Abi } from "viem";

import { UsageError } from "./output.ts";
import type { Session } from "./session.ts";

const staking = { contract: "ValidatorStaking", abi: validatorStakingAbi } as const;
const tokenUnits = 1_000_000_000n;
const mostSeats = 64;

/** The one Datanet a command works on. @throws UsageError if none or several are named. */
export function oneDatanet({ options: { datanets } }: Session): number {
  if (datanets.length === 1) return datanets[0]!;
  throw new UsageError("name one Datanet with --datanet");
}

/** Allows a contract to take nano-OPEN, and checks that there is so much. */
export async function allow(session: Session, contract: "ValidatorStaking" | "ValidationRounds", nano: bigint): Promise<void> {
  const token = { contract: "OpenToken", abi: openTokenAbi } as const;
  const balance = await session.read<bigint>({ ...token, functionName: "balanceOf", args: [session.owner()] });
  if (balance < nano * tokenUnits)
    throw new UsageError(`${session.owner()} has ${formatOpen(balance / tokenUnits)}, ${formatOpen(nano)} are needed; send it OPEN first`);
  await session.send({ ...token, functionName: "approve", args: [session.deployment.contracts[contract], nano * tokenUnits] });
}

/** Stakes, registering an account if the key has none, and takes a seat as soon as the stake suffices. */
export async function stake(session: Session, amount: string | undefined): Promise<void> {
  const datanet = oneDatanet(session);
  const nano = readOpen(amount);
  const account = await session.account().catch(async (error: unknown) => {
    if (!(error instanceof UsageError) || session.options.account !== undefined || !error.message.includes("no account")) throw error;
    await session.send({ contract: "AccountRegistry", abi: accountRegistryAbi, functionName: "register", args: [session.owner()] });
    return session.account();
  });
  await allow(session, "ValidatorStaking", nano);
  await session.send({ ...staking, functionName: "stake", args: [datanet, account, account, nano] });
  session.output.say(`· account ${account} staked ${formatOpen(nano)} on Datanet ${datanet}`);
  await takeSeat(session, datanet, account);
}

async function takeSeat(session: Session, datanet: number, account: number): Promise<void> {
  const own = await session.read<number>({ ...staking, functionName: "seatNumberOf", args: [datanet, account] });
  if (own !== 0) return session.output.say(`· it has seat ${own - 1}`);
  const weight = await session.read<bigint>({ ...staking, functionName: "weightOf", args: [datanet, account] });
  const least = await session.read<bigint>({ ...staking, functionName: "minimumStake" });
  if (weight === 0n) return session.output.warn(`no seat yet: ${formatOpen(least)} of active stake are needed`);
  const count = await session.read<number>({ ...staking, functionName: "seatCountOf", args: [datanet] });
  const past = (await session.now()) - 1;
  const [, weights] = await session.read<readonly [readonly number[], readonly bigint[]]>({
    ...staking,
    functionName: "seatsAt",
    args: [datanet, past],
  });
  const empty = weights.findIndex((held) => held === 0n);
  const lightest = weights.reduce((best, held, seat) => (held < weights[best]! ? seat : best), 0);
  const seat = empty !== -1 ? empty : count < mostSeats ? count : lightest;
  if (seat === lightest && empty === -1 && count >= mostSeats && weights[lightest]! >= weight)
    return session.output.warn(
      `no seat: all ${mostSeats} are held by heavier validators; the lightest has ${formatOpen(weights[lightest]!)}`,
    );
  await session.send({ ...staking, functionName: "takeSeat", args: [datanet, account, seat] });
  session.output.say(`· it has seat ${seat}, and can be drawn from now on`);
}

/** Starts to leave with a part of the stake, or with all and the seat. */
export async function unstake(session: Session, amount: string | undefined): Promise<void> {
  const datanet = oneDatanet(session);
  const account = await session.account();
  const position = { ...staking, functionName: "positionOf", args: [datanet, account, account] } as const;
  const [held, value] = await session.read<readonly [bigint, bigint]>(position);
  if (held === 0n) throw new UsageError(`account ${account} has no stake on Datanet ${datanet}`);
  const nano = amount === "all" ? value : readOpen(amount);
  if (nano > value)
    throw new UsageError(`account ${account} has ${formatOpen(value)} at stake on Datanet ${datanet}, not ${formatOpen(nano)}`);
  const shares = nano === value ? held : (held * nano) / value;
  const seat = await session.read<number>({ ...staking, functionName: "seatNumberOf", args: [datanet, account] });
  if (amount === "all" && seat !== 0) await session.send({ ...staking, functionName: "leaveSeat", args: [datanet, account] });
  const receipt = await session.send({ ...staking, functionName: "unstake", args: [datanet, account, account, shares] });
  const [event] = parseEventLogs({ abi: validatorStakingAbi, eventName: "Unstaked", logs: receipt.logs });
  const { exit, releaseAt, amount: leaving } = event!.args;
  session.output.say(
    `· exit ${exit}: ${formatOpen(leaving)} can be released from ${new Date(releaseAt * 1000).toISOString()}; until then it answers for votes`,
  );
}

/** Releases every exit of this account that has unbonded. */
export async function release(session: Session): Promise<void> {
  const account = await session.account();
  const count = await session.read<bigint>({ ...staking, functionName: "exitCount" });
  const now = await session.now();
  let released = 0;
  for (let exit = 1n; exit <= count; exit++) {
    const { delegator, releaseAt } = await session.read<{ delegator: number; releaseAt: number }>({
      ...staking,
      functionName: "exitOf",
      args: [exit],
    });
    if (delegator !== account || releaseAt === 0) continue;
    if (releaseAt > now) {
      session.output.say(`· exit ${exit} unbonds until ${new Date(releaseAt * 1000).toISOString()}`);
      continue;
    }
    await session.send({ ...staking, functionName: "release", args: [exit] });
    released++;
  }
  session.output.say(`· released ${released} exits; claim takes the money out`);
}

/** Where money can wait for an account, and the call that pays it to the payout address. */
const purses = [
  ["ValidatorStaking", validatorStakingAbi, "creditOf", "withdrawCredit"],
  ["PanelDraws", panelDrawsAbi, "creditOf", "withdrawCredit"],
  ["ValidationRounds", validationRoundsAbi, "creditOf", "withdrawCredit"],
  ["RemovalCourt", removalCourtAbi, "creditOf", "withdrawCredit"],
  ["Bounties", bountiesAbi, "creditOf", "withdrawCredit"],
  ["ContributionLedger", contributionLedgerAbi, "refundOf", "withdrawRefund"],
] as const satisfies readonly (readonly [string, Abi, string, string])[];

/** What waits for the account in each contract, nano-OPEN. */
export async function owedTo(session: Session, account: number): Promise<readonly { contract: string; nano: bigint }[]> {
  return Promise.all(
    purses.map(async ([contract, abi, owed]) => ({
      contract,
      nano: await session.read<bigint>({ contract, abi, functionName: owed, args: [account] }),
    })),
  );
}

/** Withdraws all that is owed to this account. @returns nano-OPEN. */
export async function claim(session: Session): Promise<bigint> {
  const account = await session.account();
  let total = 0n;
  for (const [contract, abi, owed, withdraw] of purses) {
    const nano = await session.read<bigint>({ contract, abi, functionName: owed, args: [account] });
    if (nano === 0n) continue;
    await session.send({ contract, abi, functionName: withdraw, args: [account] });
    session.output.say(`· ${formatOpen(nano)} from ${contract}`);
    total += nano;
  }
  if (total === 0n) session.output.say("· nothing is owed");
  return total;
}

function readOpen(amount: string | undefined): bigint {
  if (amount === undefined) throw new UsageError("say how much, in OPEN: for example 250 or 12.5");
  const nano = /^\d{1,10}(\.\d{1,9})?$/.test(amount) ? parseOpen(amount) : 0n;
  if (nano === 0n) throw new UsageError(`${JSON.stringify(amount.slice(0, 40))} is no amount of OPEN; write for example 250 or 12.5`);
  return nano;
}
