import { createAdmissionGate } from "../../gateway/src/admission/gate.ts";
import { createRandom } from "../../gateway/src/influence/random.ts";
import { createDomain, outputKinds, type Contributor, type OutputKind } from "./domain.ts";
import { retrainDomain, trainDomain } from "./ground-truth.ts";
import { leaveOneOutCorrelations, linearDatamodelingScores, type Shares } from "./lds.ts";
import { itemInfluence, lexicalScores, methodNames, randomScore, sumByContributor, type MethodName, type Novelty } from "./methods.ts";
import { paraphrase } from "./paraphrase.ts";
import type { Prose } from "./texts.ts";

/** One value for each output of the kind. */
export type Sample = { readonly measure: string; readonly method: MethodName; readonly values: readonly number[] };

/** Draws contributors, trains, really retrains, and compares every method with what came out. */
export async function evaluateDomain(
  prose: readonly Prose[],
  { seed, subsets }: { seed: number; subsets: number },
): Promise<readonly Sample[]> {
  const domain = createDomain(prose, seed);
  const { contributors } = domain;
  const trained = trainDomain(domain, seed);
  const truth = await retrainDomain(trained, { subsets, seed });
  const { outputs } = trained;
  const owners = contributors.flatMap(({ items }, contributor) => items.map(() => contributor));
  const novelty = noveltyOf(contributors);
  const influence = itemInfluence(trained, outputs);
  const influenceShares = (weights: readonly number[]): Shares =>
    influence.map((row) =>
      sumByContributor(
        row.map((value, i) => value * weights[i]!),
        owners,
        contributors.length,
      ),
    );
  const sharesBy = (weights: Novelty | undefined): Readonly<Record<MethodName, Shares>> => {
    const lexical = lexicalScores(contributors, weights);
    const random = randomScore(contributors.length, seed);
    const all = (score: (words: readonly string[]) => readonly number[]): Shares => outputs.map(({ words }) => score(words));
    return {
      ours: all(lexical.ours),
      bm25: all(lexical.bm25),
      spans: all(lexical.spans),
      influence: influenceShares(weights?.flat() ?? owners.map(() => 1)),
      random: all(random),
    };
  };
  const [plain, gated] = [sharesBy(undefined), sharesBy(novelty)];
  const lexical = lexicalScores(contributors);
  const random = createRandom(seed ^ 0x9a4a_0000);
  const others = contributors.flatMap(({ items }) => items.flat());
  const retold = outputs
    .filter(({ kind }) => kind === "quote")
    .map(({ source, words }) => ({ source, words: paraphrase(words, others, random) }));

  const of = (kind: OutputKind, values: readonly number[]): readonly number[] =>
    values.filter((_, output) => outputs[output]!.kind === kind);
  const firsts = (shares: Shares): readonly number[] => shares.map((share, output) => isFirst(share, outputs[output]!.source));
  return methodNames.flatMap((method): Sample[] => [
    ...outputKinds.map((kind) => ({ measure: `lds_${kind}`, method, values: of(kind, linearDatamodelingScores(truth, plain[method])) })),
    ...outputKinds.map((kind) => ({ measure: `loo_${kind}`, method, values: of(kind, leaveOneOutCorrelations(truth, plain[method])) })),
    { measure: "p_at_1", method, values: of("quote", firsts(plain[method])) },
    { measure: "p_at_1_gated", method, values: of("quote", firsts(gated[method])) },
    ...(method === "influence" || method === "random"
      ? []
      : [{ measure: "p_at_1_retold", method, values: retold.map(({ source, words }) => isFirst(lexical[method](words), source)) }]),
  ]);
}

/** 1 if the planted source has more than everybody else. */
function isFirst(share: readonly number[], source: number): number {
  return share[source]! > 0 && share.every((value, contributor) => contributor === source || value < share[source]!) ? 1 : 0;
}

/** What the gate gives each item if contributors come one after the other. */
function noveltyOf(contributors: readonly Contributor[]): Novelty {
  const gate = createAdmissionGate();
  let key = 0n;
  return contributors.map(({ items }) =>
    items.map((words) => {
      const entry = { key: ++key, text: words.join(" "), licence: "MIT" };
      const { isAccepted, noveltyPpm } = gate.judge(entry);
      if (isAccepted) gate.remember(entry);
      return noveltyPpm;
    }),
  );
}
