import { merkleRoot } from "@openledger/sdk";
import { keccak256, toHex, type Hex } from "viem";
import { z } from "zod";

import type { InfluencePrior } from "./prior.ts";
import { createProjectedGradientProvider } from "./projected-gradient.ts";

/** What the file of a prior's inputs ends with; it lies beside the prior's. */
export const INPUTS_ENDING = ".inputs.json";

/** Of the projected-gradient provider: another whenever the same inputs give other weights. */
const CODE_VERSION = 1;

const whole = (least: number, most: number) => z.number().int().min(least).max(most);
const schema = z.strictObject({
  format: z.literal("openledger influence inputs 1"),
  /** Which the items are of, in the order of their offering; none if they are of no chain. */
  snapshots: z.array(z.strictObject({ datanet: whole(1, 2 ** 32 - 1), number: whole(1, 2 ** 32 - 1) })),
  // Bounds keep whoever re-runs a stranger's prior from working for days.
  vocabulary: whole(16, 8_192),
  epochs: whole(1, 64),
  dimensions: whole(1, 1_024),
  base: z.array(z.string()).min(1),
  probes: z.array(z.string()).min(1),
});

/** What a re-run of a projected-gradient prior needs besides the texts of its items. */
export type PriorInputs = z.infer<typeof schema>;

/** @throws Error naming what is wrong. */
export function readInputs(text: string): PriorInputs {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error("the inputs of the influence prior are no JSON");
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`the influence prior's inputs, ${issue!.path.join(".") || "content"}: ${issue!.message}`);
}

const textsRoot = (texts: readonly string[]): Hex => merkleRoot(texts.map((text) => keccak256(toHex(text))));

/** Code hash of a projected-gradient prior: the program's version, its options, and the texts that its base model is trained on. */
export function codeHashOf({ vocabulary, epochs, dimensions, base }: PriorInputs): Hex {
  const options = `vocabulary=${vocabulary} epochs=${epochs} dimensions=${dimensions} base=${textsRoot(base)}`;
  return keccak256(toHex(`projected-gradient ${CODE_VERSION} ${options}`));
}

/** What keeps inputs from being those that a prior commits to; undefined if nothing does. */
export function inputsProblem(prior: Pick<InfluencePrior, "method" | "codeHash" | "probesRoot">, inputs: PriorInputs): string | undefined {
  if (prior.method !== "projected-gradient") return `the method ${prior.method} is not one that can be run here`;
  if (prior.codeHash !== codeHashOf(inputs)) return "code, options or base texts are not those that the prior commits to";
  if (prior.probesRoot !== textsRoot(inputs.probes)) return "the probes are not those that the prior commits to";
  return undefined;
}

/** Computes a prior from its inputs. */
export function computePrior(
  inputs: PriorInputs,
  request: Pick<InfluencePrior, "adapter" | "epoch" | "snapshotRoot" | "seed"> & {
    readonly items: readonly { readonly contributionId: bigint; readonly text: string }[];
  },
): Promise<InfluencePrior> {
  const { vocabulary, epochs, dimensions, base, probes } = inputs;
  const provider = createProjectedGradientProvider({ baseTexts: base, codeHash: codeHashOf(inputs), vocabulary, epochs, dimensions });
  return provider.prior({ ...request, probes });
}
