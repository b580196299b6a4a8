/** One figure of the bench, with what it is measured against. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: string;
  readonly peerValue?: number;
  /** `value / peerValue`. */
  readonly ratio?: number;
}

export const round = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 1_000) / 1_000);

/** A figure beside its peer. */
export const beside = (name: string, value: number, unit: string, peer: string, peerValue: number): BenchRow => ({
  ...figure(name, value, unit),
  peer,
  peerValue: round(peerValue),
  ratio: round(value / peerValue),
});

export const figure = (name: string, value: number, unit: string): BenchRow => ({ name, value: round(value), unit });

/** The lines of the printed table. */
export const linesOf = (rows: readonly BenchRow[]): string[] =>
  rows.map(({ name, value, unit, peer, peerValue, ratio }) => {
    const against = peer === undefined ? "" : `   ${peer}: ${peerValue} (${ratio}x)`;
    return `${name.padEnd(34)}${String(value).padStart(10)} ${unit}${against}`;
  });
