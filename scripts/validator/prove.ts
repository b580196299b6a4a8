import { canonicalText, ContributionStatus, duplicateClaimHash, duplicateSegments, type DuplicateClaim } from "@openledger/sdk";
import { contributionLedgerAbi, datanetRegistryAbi, duplicateCourtAbi } from "@openledger/sdk/abis";

import { sharedBytes, sharedSegments, type SharedSegment } from "../../gateway/src/admission/shared-segments.ts";
import { inOrder, type Book, type Entry } from "./book.ts";
import type { ContentPlaces } from "./contents.ts";
import { saltOf } from "./judge.ts";
import { UsageError } from "./output.ts";
import type { Session } from "./session.ts";
import type { ValidatorState } from "./state.ts";

export type ProveContext = { readonly book: Book; readonly contents: ContentPlaces; readonly state: ValidatorState };
export type Overlap = {
  readonly earlier: Entry;
  readonly segments: readonly SharedSegment[];
  readonly bytes: number;
  readonly needed: number;
};

type Progress = { readonly announcedIn: number; readonly provenUntil: bigint; readonly covered: bigint };

const court = { contract: "DuplicateCourt", abi: duplicateCourtAbi } as const;
/** Shared bytes of one transaction: about a million gas of hashing and calldata. */
const mostBytes = 24_000;

/** Bytes that must be repeated, rounded up as the court does. */
export async function neededBytes(session: Session, later: Entry, length: number): Promise<number> {
  const { termsVersion } = await session.read<{ termsVersion: number }>({
    contract: "ContributionLedger",
    abi: contributionLedgerAbi,
    functionName: "contributionOf",
    args: [later.id],
  });
  const terms = await session.read<{ overlapPpm: number }>({
    contract: "DatanetRegistry",
    abi: datanetRegistryAbi,
    functionName: "termsOf",
    args: [later.datanet, termsVersion],
  });
  return Math.ceil((length * terms.overlapPpm) / 1_000_000);
}

/**
 * The earlier accepted item of which most bytes are repeated.
 * @param only Look at this one alone.
 * @throws UsageError if the item is unknown or its text is nowhere.
 */
export async function findOverlap(session: Session, { book, contents }: ProveContext, laterId: bigint, only?: bigint): Promise<Overlap> {
  const later = book.entries.get(laterId);
  if (later === undefined) throw new UsageError(`there is no contribution ${laterId} on this chain`);
  const salt = await saltOf(session, later.datanet);
  const text = await contents.find(later.contentRoot, salt);
  if (text === undefined) throw new UsageError(`no place has the text of contribution ${laterId}; name one with --content`);
  const bytes = new TextEncoder().encode(canonicalText(text));
  const order = inOrder(book, later.datanet);
  const earlier = order.slice(0, order.indexOf(later)).filter(({ id, commit, status }) => {
    const wasAccepted = status === ContributionStatus.Accepted || status === ContributionStatus.Withdrawn;
    return wasAccepted && commit < later.commit && (only === undefined || id === only);
  });
  if (only !== undefined && earlier.length === 0)
    throw new UsageError(`contribution ${only} is no earlier accepted item of Datanet ${later.datanet}`);
  let best: Omit<Overlap, "needed"> | undefined;
  for (const entry of earlier) {
    const other = await contents.find(entry.contentRoot, salt);
    if (other === undefined) continue;
    const segments = sharedSegments(bytes, new TextEncoder().encode(canonicalText(other)));
    const covered = sharedBytes(segments);
    if (best === undefined || covered > best.bytes) best = { earlier: entry, segments, bytes: covered };
  }
  if (best === undefined) throw new UsageError(`no place has the text of an earlier accepted item of Datanet ${later.datanet}`);
  return { ...best, needed: await neededBytes(session, later, bytes.length) };
}

/**
 * Proves on chain that an item repeats an earlier one: announces, waits for the next block, opens the segments. Goes on where it stopped.
 * @returns Whether the item is a duplicate now.
 * @throws UsageError if too little is repeated.
 */
export async function prove(session: Session, context: ProveContext, laterId: bigint, only?: bigint): Promise<boolean> {
  const overlap = await findOverlap(session, context, laterId, only);
  const later = context.book.entries.get(laterId)!;
  if (overlap.bytes < overlap.needed) {
    throw new UsageError(
      `contribution ${laterId} repeats ${overlap.bytes} bytes of contribution ${overlap.earlier.id} in stretches of 64 or more; the terms need ${overlap.needed}`,
    );
  }
  const salt = await saltOf(session, later.datanet);
  const [laterBytes, earlierBytes] = await Promise.all(
    [later, overlap.earlier].map(async ({ contentRoot }) =>
      new TextEncoder().encode(canonicalText((await context.contents.find(contentRoot, salt))!)),
    ),
  );
  const claim: DuplicateClaim = {
    later: laterId,
    earlier: overlap.earlier.id,
    laterLength: BigInt(laterBytes!.length),
    earlierLength: BigInt(earlierBytes!.length),
    prover: await session.account(),
    salt: context.state.saltFor(`claim ${laterId}/${overlap.earlier.id}`),
  };
  const hash = duplicateClaimHash(claim);
  const progress = await session.read<Progress>({ ...court, functionName: "progressOf", args: [hash] });
  if (progress.announcedIn === 0) await session.send({ ...court, functionName: "announce", args: [hash] });

  const places = choose(overlap.segments, overlap.needed - Number(progress.covered), Number(progress.provenUntil));
  const segments = duplicateSegments({ later: laterBytes!, earlier: earlierBytes!, salt, places });
  for (const part of batches(segments)) await session.send({ ...court, functionName: "prove", args: [claim, part] });
  await context.book.refresh();
  const isProven = context.book.entries.get(laterId)?.status === ContributionStatus.Duplicate;
  if (isProven)
    session.output.say(
      `· contribution ${laterId} is proven a copy of ${overlap.earlier.id}: ${overlap.bytes} of ${laterBytes!.length} bytes`,
    );
  return isProven;
}

/** Takes stake from members that accepted a proven copy whose original they could see. @returns How many rounds and levels were punished. */
export async function punishAcceptance(session: Session, { book }: ProveContext, laterId: bigint): Promise<number> {
  let punished = 0;
  for (const { round, items } of book.rounds.values()) {
    const index = items.indexOf(laterId);
    for (let level = 0; index !== -1 && level < 3; level++) {
      const receipt = await session.attempt({ ...court, functionName: "punishAcceptance", args: [round, level, items, index] });
      if (receipt === undefined) continue;
      if (receipt.logs.length > 0) punished++;
    }
  }
  return punished;
}

/** The longest segments that suffice, in their order. */
function choose(segments: readonly SharedSegment[], needed: number, from: number): readonly SharedSegment[] {
  const chosen: SharedSegment[] = [];
  let covered = 0;
  for (const segment of segments.filter(({ laterStart }) => laterStart >= from).sort((a, b) => b.length - a.length)) {
    if (covered >= needed) break;
    chosen.push(segment);
    covered += segment.length;
  }
  const cut = chosen.flatMap(({ laterStart, earlierStart, length }) => {
    // Pieces of a size for one transaction; the last is never below the least that counts.
    const count = Math.ceil(length / mostBytes);
    const size = Math.ceil(length / count);
    return Array.from({ length: count }, (_, i) => ({
      laterStart: laterStart + i * size,
      earlierStart: earlierStart + i * size,
      length: Math.min(size, length - i * size),
    }));
  });
  return cut.sort((a, b) => a.laterStart - b.laterStart);
}

function batches<T extends { readonly shared: string }>(segments: readonly T[]): readonly (readonly T[])[] {
  const result: T[][] = [];
  let size = mostBytes;
  for (const segment of segments) {
    const bytes = segment.shared.length / 2 - 1;
    if (size + bytes > mostBytes) {
      result.push([]);
      size = 0;
    }
    result.at(-1)!.push(segment);
    size += bytes;
  }
  return result;
}
