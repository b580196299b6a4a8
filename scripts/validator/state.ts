import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";

import { concat, isHex, keccak256, numberToHex, stringToHex, type Hex } from "viem";

import { UsageError } from "./output.ts";

/** Votes that were committed, or are about to be. */
export type KeptVotes = { readonly votes: Hex; readonly salt: Hex; readonly hash: Hex };

/** A panel's ballot that was committed, or is about to be. */
export type KeptBallot = { readonly ballot: Hex; readonly salt: Hex; readonly hash: Hex };

/**
 * What a validator must not lose between commit and reveal: its secret and its votes. A file that only its owner reads; each change is on disk before the
 * transaction that needs it is sent.
 */
export type ValidatorState = {
  /** The secret for a draw: the same after a restart. */
  drawSecret(draw: number): Hex;
  /** A salt for votes or claims, the same after a restart. */
  saltFor(purpose: string): Hex;
  votesOf(round: number, level: number, seat: number): KeptVotes | undefined;
  keepVotes(round: number, level: number, seat: number, votes: KeptVotes): Promise<void>;
  /** Forgets the votes of a round that is closed. */
  forgetRound(round: number): Promise<void>;
  /** A ballot of a panel, by where and for which vote and seat it is. */
  ballotOf(place: string): KeptBallot | undefined;
  keepBallot(place: string, ballot: KeptBallot): Promise<void>;
  /** Forgets the ballots of a vote that is over. */
  forgetBallots(vote: string): Promise<void>;
  close(): Promise<void>;
};

type Stored = {
  version: 1;
  chainId: number;
  rounds: string;
  account: number;
  seed: Hex;
  votes: Record<string, KeptVotes>;
  ballots?: Record<string, KeptBallot>;
};
export type StateIdentity = { readonly chainId: number; readonly rounds: Hex; readonly account: number };

/**
 * Opens the folder for this validator on this chain, and keeps other processes out until it is closed.
 * @throws UsageError if another process runs in it, or it belongs to another validator or cannot be read.
 */
export async function openState(folder: string, identity: StateIdentity): Promise<ValidatorState> {
  const home = path.join(folder, `${identity.chainId}-${identity.rounds.slice(2, 10).toLowerCase()}-${identity.account}`);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const unlock = await lock(path.join(home, "lock"));
  const file = path.join(home, "state.json");
  let stored: Stored;
  try {
    stored = (await load(file, identity)) ?? {
      version: 1,
      ...identity,
      seed: `0x${randomBytes(32).toString("hex")}`,
      votes: {},
    };
    await save(file, stored);
  } catch (error) {
    await unlock();
    throw error;
  }
  const keyOf = (round: number, level: number, seat: number) => `${round}/${level}/${seat}`;
  const derive = (purpose: string) => keccak256(concat([stored.seed, stringToHex(purpose)]));
  return {
    drawSecret: (draw) => keccak256(concat([derive("draw"), numberToHex(draw, { size: 6 })])),
    saltFor: (purpose) => derive(`salt ${purpose}`),
    votesOf: (round, level, seat) => stored.votes[keyOf(round, level, seat)],
    async keepVotes(round, level, seat, votes) {
      stored = { ...stored, votes: { ...stored.votes, [keyOf(round, level, seat)]: votes } };
      await save(file, stored);
    },
    async forgetRound(round) {
      const votes = Object.fromEntries(Object.entries(stored.votes).filter(([key]) => !key.startsWith(`${round}/`)));
      if (Object.keys(votes).length === Object.keys(stored.votes).length) return;
      stored = { ...stored, votes };
      await save(file, stored);
    },
    ballotOf: (place) => stored.ballots?.[place],
    async keepBallot(place, ballot) {
      stored = { ...stored, ballots: { ...stored.ballots, [place]: ballot } };
      await save(file, stored);
    },
    async forgetBallots(vote) {
      const ballots = Object.fromEntries(Object.entries(stored.ballots ?? {}).filter(([place]) => !place.startsWith(`${vote}/`)));
      if (Object.keys(ballots).length === Object.keys(stored.ballots ?? {}).length) return;
      stored = { ...stored, ballots };
      await save(file, stored);
    },
    close: unlock,
  };
}

async function load(file: string, identity: StateIdentity): Promise<Stored | undefined> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new UsageError(`${file} cannot be read (${error.code}); it holds the secrets of votes that are not shown yet`);
  });
  if (text === undefined) return undefined;
  let stored: Partial<Stored>;
  try {
    stored = JSON.parse(text) as Partial<Stored>;
  } catch {
    throw new UsageError(`${file} is damaged; restore it from a backup, because without it committed votes cannot be shown`);
  }
  if (stored.version !== 1 || !isHex(stored.seed) || stored.seed.length !== 66 || typeof stored.votes !== "object")
    throw new UsageError(`${file} is not a validator's state of this version; move it away, or use the program that wrote it`);
  const isOurs =
    stored.chainId === identity.chainId &&
    stored.account === identity.account &&
    stored.rounds?.toLowerCase() === identity.rounds.toLowerCase();
  if (!isOurs) throw new UsageError(`${file} belongs to account ${stored.account} on chain ${stored.chainId}; use another --folder`);
  return stored as Stored;
}

/** Written beside, flushed, then moved into place: after a crash the file is the old one or the new one. */
async function save(file: string, stored: Stored): Promise<void> {
  const draft = `${file}.draft`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(stored, null, 1)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

async function lock(file: string): Promise<() => Promise<void>> {
  for (let attempt = 0; ; attempt++) {
    try {
      const handle = await open(file, "wx", 0o600);
      await handle.writeFile(`${process.pid}`);
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = Number(await readFile(file, "utf8").catch(() => "0"));
    if (attempt > 0 || isRunning(holder))
      throw new UsageError(`another validator (process ${holder}) uses ${path.dirname(file)}; stop it first`);
    await rm(file, { force: true });
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
