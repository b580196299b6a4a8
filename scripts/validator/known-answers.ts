import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { answersHash } from "@openledger/sdk";
import { validationRoundsAbi } from "@openledger/sdk/abis";
import { bytesToHex, type Hex } from "viem";

import { contributionOf, wholeNumber } from "./options.ts";
import { UsageError } from "./output.ts";
import type { Session } from "./session.ts";

type Answers = { readonly known: bigint; readonly accept: bigint; readonly salt: Hex };

const rounds = { contract: "ValidationRounds", abi: validationRoundsAbi } as const;
const fileOf = (session: Session, hash: Hex): string => path.join(session.options.folder, "answers", `${hash}.json`);

/**
 * Reads `--known` against a round's items and keeps what must be shown later, before anything is sent.
 * @returns The commitment that opens the round.
 * @throws UsageError for an item that is not in the round, or an answer that is none.
 */
export async function keepAnswers(session: Session, items: readonly bigint[]): Promise<Hex> {
  const answers = parseKnown(session.options.known, items);
  const kept = { ...answers, salt: bytesToHex(randomBytes(32)) };
  const hash = answersHash(kept);
  const file = fileOf(session, hash);
  await mkdir(path.dirname(file), { recursive: true });
  const written = { known: kept.known.toString(), accept: kept.accept.toString(), salt: kept.salt };
  await writeFile(file, JSON.stringify(written), { mode: 0o600, flush: true });
  return hash;
}

/** Items whose answer is known, and those of them to be accepted, as sets of the items' indexes. */
export function parseKnown(texts: readonly string[], items: readonly bigint[]): Pick<Answers, "known" | "accept"> {
  let [known, accept] = [0n, 0n];
  for (const text of texts) {
    const [id, answer] = text.split("=");
    const index = items.indexOf(contributionOf(id));
    if (index === -1) throw new UsageError(`contribution ${id} of --known is not among the ${items.length} items of the round`);
    if (answer !== "accept" && answer !== "reject") throw new UsageError(`--known ${text.slice(0, 60)} must end in =accept or =reject`);
    known |= 1n << BigInt(index);
    if (answer === "accept") accept |= 1n << BigInt(index);
  }
  return { known, accept };
}

/** Shows the known answers of a round, so that members who missed them lose stake and the bond comes back. */
export async function showAnswers(session: Session, text: string | undefined): Promise<void> {
  const round = wholeNumber("the round", text, 1, 2 ** 48 - 1);
  const { answersHash: hash } = await session.read<{ answersHash: Hex }>({ ...rounds, functionName: "roundOf", args: [round] });
  if (BigInt(hash) === 0n) throw new UsageError(`round ${round} has no known answers, or they were shown or forfeited already`);
  const written = await readFile(fileOf(session, hash), "utf8").catch(() => {
    throw new UsageError(
      `the answers of round ${round} are not in ${session.options.folder}; name the folder they were given from with --folder`,
    );
  });
  const { known, accept, salt } = JSON.parse(written) as Readonly<Record<"known" | "accept", string>> & { readonly salt: Hex };
  await session.send({ ...rounds, functionName: "revealAnswers", args: [round, BigInt(known), BigInt(accept), salt] });
  session.output.say(`· showed the known answers of round ${round}`);
}
