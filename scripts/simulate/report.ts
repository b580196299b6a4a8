import type { Attack } from "./attacks.ts";

export type AttackResult = {
  readonly attack: Attack;
  readonly items: number;
  readonly accepted: number;
  /** Reasons of what was refused, with their numbers. */
  readonly reasons: string;
  /** Hours from the reveal to the verdict, of what was refused; undefined if nothing was. */
  readonly hours: number | undefined;
  /** Pay over that of the honest newcomer; for `wash`: money back over money spent. */
  readonly ratio: number;
  readonly ratioWithoutGate: number;
  /** OPEN: pay, less bonds lost, less fees of one's own. */
  readonly profit: number;
  /** OPEN. */
  readonly cost: number;
};

export type Row = { name: string; value: number; unit: string; peer: string; peerValue: number; ratio: number };

/** A table for people. */
export function table(results: readonly AttackResult[]): readonly string[] {
  const head = ["attack", "accepted", "refused as", "found after", "pay ÷ honest", "without gate", "cost OPEN", "profit OPEN"];
  const lines = results.map(({ attack, items, accepted, reasons, hours, ratio, ratioWithoutGate, cost, profit }) => [
    attack,
    `${accepted} of ${items}`,
    reasons === "" ? "–" : reasons,
    hours === undefined ? "–" : hours === 0 ? "at the reveal" : `${hours.toFixed(0)} h`,
    ratio.toFixed(3),
    ratioWithoutGate.toFixed(3),
    cost.toFixed(3),
    profit.toFixed(6),
  ]);
  return columns([head, ...lines]);
}

export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}

/** Rounded to nine places, so that the line says the same on every machine. */
export function row(name: string, value: number, unit: string, peer: string, peerValue: number): Row {
  const tidy = (number: number) => Math.round(number * 1e9) / 1e9;
  return { name, value: tidy(value), unit, peer, peerValue: tidy(peerValue), ratio: peerValue === 0 ? 0 : tidy(value / peerValue) };
}
