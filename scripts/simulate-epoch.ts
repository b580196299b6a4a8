// `npm run simulate:epoch [-- --quick] [-- --receipts N --contributors N --payers N]`: an epoch of a hundred thousand signed receipts that pays ten thousand
// contributors, on a chain of this process, by the programs of the gateway, the operator and the watcher (docs/epoch-rail.md). Exit code 1 if anything differs.
import { parseArgs } from "node:util";

import { columns } from "./demo/table.ts";
import { simulateEpoch, type Simulated, type Sizes } from "./simulate-epoch/simulate.ts";
import { wholeNumber } from "./validator/options.ts";

const FULL: Sizes = { receipts: 100_000, contributors: 10_000, payers: 100 };
const QUICK: Sizes = { receipts: 2_000, contributors: 500, payers: 20 };

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { receipts: text, contributors: text, payers: text, quick: { type: "boolean" } } });
const defaults = values.quick === true ? QUICK : FULL;
const size = (name: keyof Sizes, most: number) => wholeNumber(`--${name}`, values[name] ?? `${defaults[name]}`, 1, most);
const sizes = { receipts: size("receipts", 1_000_000), contributors: size("contributors", 100_000), payers: size("payers", 10_000) };

const result = await simulateEpoch(sizes, (line) => void process.stderr.write(`· ${line}\n`));
for (const line of report(sizes, result)) process.stdout.write(`${line}\n`);
process.exitCode = result.accountsWrong === 0 && result.contributorsPaid === sizes.contributors ? 0 : 1;

function report({ receipts, contributors, payers }: Sizes, { gas, steps, memory, ...result }: Simulated): readonly string[] {
  const total = gas.reduce((sum, row) => ({ transactions: sum.transactions + row.transactions, gas: sum.gas + row.gas }), {
    transactions: 0,
    gas: 0n,
  });
  const gasRow = (kind: string, row: { readonly transactions: number; readonly gas: bigint }) => [
    kind,
    `${row.transactions}`,
    `${row.gas}`,
    (Number(row.gas) / receipts).toFixed(1),
  ];
  const table = (rows: readonly (readonly string[])[]) => ["", ...columns(rows)];
  return [
    `${receipts} receipts with ${result.legs} legs, paid by ${payers} payers to ${result.contributorsPaid} of ${contributors} contributors`,
    `${result.accountsRight} accounts have what the simple sum gives, ${result.accountsWrong} have not; the watcher found nothing, with ${result.kept} kept receipts`,
    ...table([["transactions", "number", "gas", "gas a receipt"], ...gas.map((row) => gasRow(row.kind, row)), gasRow("all", total)]),
    ...table([["step", "seconds"], ...steps.map(({ step, seconds }) => [step, seconds.toFixed(1)])]),
    ...table([["peak memory", "MB"], ...Object.entries(memory).map(([name, megabytes]) => [name, `${megabytes}`])]),
  ];
}
