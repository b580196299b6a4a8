import type { L1Prices } from "../lib/deploy/l1-fee.ts";

export type Cost = {
  readonly name: string;
  readonly gas: bigint;
  readonly transactions: number;
  /** Bytes after FastLZ, as the L1 fee counts them. */
  readonly l1Bytes: number;
  /** Wei. */
  readonly l1Fee: bigint;
  readonly l2Fee: bigint;
};

/** What everything is compared with. */
export const peerName = "ERC-20 transfer";

/** Totals in gwei, and how many times less than the peer each costs (`peer / total`). */
export function costsOf(costs: readonly Cost[]) {
  const total = ({ l1Fee, l2Fee }: Cost) => Number(((l1Fee + l2Fee) * 100n) / 10n ** 9n) / 100;
  const found = costs.find(({ name }) => name === peerName);
  if (found === undefined) throw new Error(`${peerName} was not measured`);
  const peer = total(found);
  return costs.map((cost) => ({
    name: cost.name.replaceAll(/\W+/g, "_"),
    total: total(cost),
    peer,
    ratio: Number((peer / total(cost)).toPrecision(3)),
  }));
}

/** docs/costs.md. */
export function costsDocument(costs: readonly Cost[], prices: L1Prices, l2GasPrice: bigint): string {
  const gwei = (wei: bigint) => (Number(wei) / 1e9).toLocaleString("en-US", { maximumFractionDigits: 2 });
  const totals = costsOf(costs);
  return [
    "# What it costs",
    "",
    "Written by `npm run bench:deploy -- --write` from a simulated OP chain whose `L1Block` holds these prices; a check fails when gas drifts by 2 %.",
    "",
    `- L1: base fee ${gwei(prices.l1BaseFee)} gwei, blob base fee ${gwei(prices.blobBaseFee)} gwei: assumed, dearer than a calm day.`,
    `- Scalars of OP Mainnet as its block 124,665,056 of August 2024 sets them: base fee ${prices.baseFeeScalar}, blob base fee ${prices.blobBaseFeeScalar} millionths (\`scripts/bench/l1-block.ts\`).`,
    `- L2: ${Number(l2GasPrice) / 1e9} gwei a gas, base fee and tip: assumed.`,
    "- The L1 fee is Fjord's: by the length of the signed transaction after FastLZ, at least 100 bytes. No operator fee.",
    "",
    `The last column is the total as a multiple of that of an OpenZeppelin ERC-20 transfer to somebody who holds some already. Contracts are the default parameters', deployed by CREATE2.`,
    "",
    "| action | gas | transactions | FastLZ bytes | L1 fee, gwei | L2 fee, gwei | total, gwei | × ERC-20 transfer |",
    "|---|---|---|---|---|---|---|---|",
    ...costs.map((cost, index) => {
      const { total, peer } = totals[index]!;
      const cells = [
        cost.gas.toLocaleString("en-US"),
        cost.transactions,
        cost.l1Bytes.toLocaleString("en-US"),
        gwei(cost.l1Fee),
        gwei(cost.l2Fee),
      ];
      return `| ${cost.name} | ${cells.join(" | ")} | ${total.toLocaleString("en-US")} | ${(total / peer).toFixed(2)} |`;
    }),
    "",
  ].join("\n");
}
