import type { Hex } from "viem";
import { z } from "zod";

import { LARGEST_WEIGHT, priorRoot, type InfluencePrior } from "./prior.ts";

const hash = z.custom<Hex>((value) => typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value), "must be 32 bytes of lower-case hex");
const whole = (most: number) => z.number().int().min(0).max(most);
const contributionId = z.string().regex(/^(0|[1-9]\d{0,16})$/, "must be a decimal number");

const schema = z.strictObject({
  format: z.literal("openledger influence prior 1"),
  adapter: hash,
  epoch: whole(2 ** 32 - 1),
  snapshotRoot: hash,
  method: z.string().min(1).max(64),
  codeHash: hash,
  seed: whole(2 ** 32 - 1),
  probesRoot: hash,
  tolerance: z.strictObject({ weight: whole(65_535), outliersPpm: whole(1_000_000) }),
  weights: z.array(z.tuple([contributionId, z.number().int().min(-LARGEST_WEIGHT).max(LARGEST_WEIGHT)])).max(2 ** 24),
});

/** A prior as a file: JSON, weights as pairs of a decimal contribution id and a whole number. */
export function writePrior({ weights, ...header }: InfluencePrior): string {
  const pairs = weights.map(({ contributionId: id, weight }) => [id.toString(), weight]);
  return `${JSON.stringify({ format: "openledger influence prior 1", ...header, weights: pairs })}\n`;
}

/**
 * Reads a prior, from whichever provider.
 * @throws Error naming what is wrong: no JSON, a field out of its bounds, weights not ascending by contribution.
 */
export function readPrior(text: string): InfluencePrior {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error("the influence prior is no JSON");
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`the influence prior's ${issue!.path.join(".") || "content"}: ${issue!.message}`);
  }
  const { format: _format, weights: pairs, ...header } = parsed.data;
  const weights = pairs.map(([id, weight]) => ({ contributionId: BigInt(id), weight }));
  for (const [i, { contributionId: id }] of weights.entries()) {
    if (id >= 1n << 56n) throw new Error(`the influence prior's weights.${i}: ${id} is no contribution id`);
    if (i > 0 && weights[i - 1]!.contributionId >= id)
      throw new Error(`the influence prior's weights.${i}: contributions must ascend, ${id} does not`);
  }
  return { ...header, weights };
}

/** Reads a file and checks it against what was committed. @throws Error as {@link readPrior}, or if its root is another. */
export function verifyPriorFile(text: string, committedRoot: Hex): InfluencePrior {
  const prior = readPrior(text);
  const root = priorRoot(prior);
  if (root !== committedRoot) throw new Error(`the influence prior has root ${root}, not ${committedRoot}, which was committed`);
  return prior;
}
