// `npm run evaluate:gaming [-- --seeds N --base N --each N --questions N]`: what farmers are paid relative to an honest newcomer, by attack and defence, and what one is
// paid who searches for the best edit. Prints tables; the last line is JSON. Ends with code 1 if the gate lets more through than it may.
import { parseArgs } from "node:util";

import { adaptiveFarmer, type AdaptiveResult } from "./evaluate/gaming/adaptive.ts";
import { createEditSource } from "./evaluate/gaming/edits.ts";
import { ceilings } from "./evaluate/gaming/ceilings.ts";
import { washBack } from "./evaluate/gaming/wash.ts";
import { admitFarmed, createGamingWorld, defences, payOf, ratioOf, type Defence } from "./evaluate/gaming/world.ts";
import { wholeOption } from "./evaluate/options.ts";
import { mean, standardError } from "./evaluate/statistics.ts";
import { attacks, farmedTexts } from "./simulate/attacks.ts";
import { createRandom } from "./simulate/random.ts";
import { columns } from "./simulate/report.ts";

const number = { type: "string" } as const;
const { values } = parseArgs({ options: { seeds: number, base: number, each: number, questions: number } });
const each = wholeOption("each", values.each, { usual: 8, least: 2, most: 16 });
const seeds = wholeOption("seeds", values.seeds, { usual: 2, least: 1, most: 20 });
const size = {
  each,
  base: wholeOption("base", values.base, { usual: 100, least: 2 * each, most: 160 }),
  questions: wholeOption("questions", values.questions, { usual: 1, least: 1, most: 5 }),
};
const say = (line: string) => void process.stdout.write(`${line}\n`);

const ratios = new Map<string, Record<Defence, number[]>>();
const note = (attack: string, defence: Defence, ratio: number) => {
  const known = ratios.get(attack) ?? { none: [], gate: [], "gate+first-seen": [] };
  known[defence].push(ratio);
  ratios.set(attack, known);
};
const adaptive: AdaptiveResult[] = [];
let answers = 0;
for (let seed = 1; seed <= seeds; seed++) {
  const random = createRandom(seed);
  const world = await createGamingWorld(random, size);
  answers = world.questions.length;
  for (const attack of attacks) {
    if (attack === "wash") {
      for (const defence of defences) note(attack, defence, washBack(world, defence));
      continue;
    }
    const victims = random.shuffle(world.texts.base).slice(0, each);
    const farmed = farmedTexts(attack, { victims, corpus: world.texts.base, random });
    const novelty = admitFarmed(world, farmed);
    for (const defence of defences) note(attack, defence, ratioOf(payOf(world, farmed, novelty, defence)));
  }
  const source = createEditSource(
    random
      .shuffle(world.texts.base)
      .slice(0, each)
      .map(({ text }) => text),
    world.texts.base.map(({ text }) => text),
    random,
  );
  const found = adaptiveFarmer(world, source);
  adaptive.push(found);
  note("adaptive", "gate", found.ratio);
  for (const defence of ["none", "gate+first-seen"] as const)
    note("adaptive", defence, ratioOf(payOf(world, found.texts, found.novelty, defence)));
  say(
    `seed ${seed}: the adaptive farmer showed ${found.shown} edits to the gate, played ${found.played}, and chose "${found.kind}" at ${found.rate.toFixed(2)}: ${found.admitted} of ${each} got in`,
  );
}

say("");
say(
  `pay relative to an honest newcomer with as many items; ${seeds} seeds, ${size.base} honest items, ${each} of the newcomer, ${each} of the farmer, ${answers} answers`,
);
say("");
const shown = (list: readonly number[]) => `${mean(list).toFixed(3)} ±${standardError(list).toFixed(3)}`;
for (const line of columns([
  ["attack", ...defences, "at most"],
  ...[...ratios].map(([attack, by]) => [attack, ...defences.map((defence) => shown(by[defence])), `${ceilings[attack] ?? "reported"}`]),
]))
  say(line);

const high = [...ratios].filter(([attack, by]) => mean(by.gate) > (ceilings[attack] ?? Infinity));
for (const [attack, by] of high)
  say(`✗ ${attack} is paid ${mean(by.gate).toFixed(3)} of an honest newcomer through the gate; at most ${ceilings[attack]} is allowed`);
const rows = [...ratios].map(([attack, by]) => {
  const [value, peerValue] = [mean(by.gate), mean(by.none)];
  return {
    name: `ratio_${attack}`,
    value,
    unit: "x",
    peer: "without the gate",
    peerValue,
    ratio: peerValue === 0 ? null : value / peerValue,
  };
});
say(JSON.stringify({ bench: "gaming", rows }));
process.exitCode = high.length === 0 ? 0 : 1;
