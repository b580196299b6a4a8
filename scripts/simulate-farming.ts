// `npm run simulate:farming [-- --base N --each N --questions N --seed N]`: nine farmers against the gate, panels and settlement, and what lazy and colluding validators
// earn. Prints tables; the last line is JSON.
import { parseArgs } from "node:util";

import { simulateFarming } from "./simulate/farming.ts";
import { heldOutTable } from "./simulate/held-out.ts";
import { columns, row, table, type Row } from "./simulate/report.ts";
import { cartelGrid, cheapestCartel, worstLazy } from "./simulate/strategies.ts";

const number = { type: "string" } as const;
const { values } = parseArgs({ options: { base: number, each: number, questions: number, seed: number } });
const whole = (name: keyof typeof values, usual: number, least: number, most: number): number => {
  const value = Number(values[name] ?? usual);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${name} is ${values[name]}; it must be a whole number from ${least} to ${most}`);
};
const each = whole("each", 8, 2, 16);
const options = {
  each,
  base: whole("base", 100, 8 * each, 160),
  questions: whole("questions", 2, 1, 5),
  seed: whole("seed", 1, 0, 2 ** 31),
};
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Answers that are paid while an item stands before somebody finds it; what a farmed item could earn in that time. */
const answersInWindow = 10_000;

const result = await simulateFarming({ ...options, tell: say });
say("");
say(
  `honest newcomer: ${result.honest.accepted} of ${result.honest.items} accepted, paid ${result.honest.pay.toFixed(6)} OPEN of ${result.answers} answers, bonds back`,
);
for (const line of table(result.attacks)) say(line);

say("");
for (const line of heldOutTable(result.heldOut)) say(line);

const { worst, points } = worstLazy(result.stakes);
const worth = result.farmedItemPerAnswer * answersInWindow;
const cheapest = cheapestCartel({ bond: result.bond, worth }, result.stakes);
say("");
say(`lazy against honest at ${points} points: at most ${worst.ratio.toFixed(3)} (${worst.strategy}, ${JSON.stringify(worst.round)})`);
say(
  `cartels at ${cartelGrid.length} points, for an item that earns ${(worth / 1e9).toFixed(6)} OPEN in ${answersInWindow} answers: cost over gain at least ${cheapest.ratio.toFixed(2)} (${JSON.stringify(cheapest.cartel)})`,
);
say("model against contracts, nano-OPEN:");
for (const line of columns([
  ["played", "expected", "measured"],
  ...result.samples.map(({ name, expected, measured }) => [name, `${expected}`, `${measured}`]),
]))
  say(`  ${line}`);
const off = result.samples.filter(({ expected, measured }) => Math.abs(expected - measured) > 10);
if (off.length > 0) throw new Error(`the model does not agree with the contracts: ${off.map(({ name }) => name).join("; ")}`);

const rows: Row[] = [
  ...result.attacks.map(({ attack, ratio, ratioWithoutGate }) =>
    row(`ratio_${attack}`, ratio, "x", attack === "wash" ? "money spent" : "without the gate", attack === "wash" ? 1 : ratioWithoutGate),
  ),
  ...result.attacks.map(({ attack, profit }) => row(`profit_${attack}`, profit, "OPEN", "honest newcomer", result.honest.profit)),
  row("ev_lazy_over_honest_max", worst.ratio, "x", "honesty", 1),
  row("collusion_cost_over_gain_min", cheapest.ratio, "x", "gain", 1),
];
say(JSON.stringify({ bench: "farming", rows }));
process.exit(0);
