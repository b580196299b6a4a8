import { round, type BenchRow } from "../indexer/row.ts";

/** How often one rate is the other; both are things for each second of processor time. */
export function ratioRow(name: string, rate: number, peer: string, peerRate: number): BenchRow {
  const ratio = round(rate / peerRate);
  return { name, value: ratio, unit: "x", peer, peerValue: round(peerRate), ratio };
}
