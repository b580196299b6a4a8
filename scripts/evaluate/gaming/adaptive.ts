import { editKinds, editTexts, type EditKind, type EditSource } from "./edits.ts";
import { admitFarmed, payOf, ratioOf, type GamingWorld } from "./world.ts";

const rates = [0.2, 0.35, 0.5, 0.65, 0.8, 1] as const;
const step = 0.07;
const probes = 3;
const tried = 4;

export type AdaptiveResult = {
  readonly kind: EditKind;
  readonly rate: number;
  /** Against the gate. */
  readonly ratio: number;
  readonly admitted: number;
  readonly texts: readonly string[];
  readonly novelty: readonly number[];
  /** Pairs of kind and rate that were shown to the gate, and how many of them were played out. */
  readonly shown: number;
  readonly played: number;
};

/**
 * A farmer who knows the gate and the engine and has all the tries it wants: shows every kind of edit at every rate to the gate, plays out those that keep most of the victims
 * and still get in, and goes on around the best.
 */
export function adaptiveFarmer(world: GamingWorld, source: EditSource): AdaptiveResult {
  const probe = { ...source, victims: source.victims.slice(0, probes) };
  const shown = editKinds.flatMap((kind) =>
    rates.map((rate) => {
      const novelty = admitFarmed(world, editTexts(kind, rate, probe));
      // What gets in, times what is still the victim's: what a farmer hopes to be paid.
      return { kind, rate, hope: novelty.reduce((sum, ppm) => sum + ppm, 0) * (1.05 - rate) };
    }),
  );
  const play = ({ kind, rate }: { kind: EditKind; rate: number }): Omit<AdaptiveResult, "shown" | "played"> => {
    const texts = editTexts(kind, rate, source);
    const novelty = admitFarmed(world, texts);
    const pay = payOf(world, texts, novelty, "gate");
    return { kind, rate, ratio: ratioOf(pay), admitted: pay.admitted, texts, novelty };
  };
  const first = [...shown]
    .sort((a, b) => b.hope - a.hope)
    .slice(0, tried)
    .map(play);
  const best = (results: typeof first) => results.reduce((a, b) => (b.ratio > a.ratio ? b : a));
  const { kind, rate } = best(first);
  const second = [rate - step, rate + step].filter((near) => near > 0 && near <= 1).map((near) => play({ kind, rate: near }));
  const all = [...first, ...second];
  return { ...best(all), shown: shown.length, played: all.length };
}
