import type { Evidence } from "../evidence/evidence-of.ts";
import type { JudgedSpan } from "../priors/with-priors.ts";
import { ppm } from "./parse.ts";

interface Item {
  readonly uri: string | null;
  readonly licence: string | null;
  readonly status: string | null;
  readonly reason: string | null;
  /** Unix seconds of its commit. */
  readonly timestamp: bigint;
}

/** A leg with what is known of its contribution. */
export interface ToldLeg {
  readonly leg: {
    readonly contributionId: bigint;
    readonly accountId: number;
    readonly amount: bigint;
    readonly weight: number;
    readonly class: string;
    readonly isVoided: boolean;
    readonly datanetId?: number | null;
  };
  readonly item: Item | null;
  readonly datanetName: string | null;
  readonly termsLicence: string | null;
}

/** What an explanation says of a receipt, on whichever rail it was paid. */
export interface ToldReceipt {
  readonly receipt: {
    readonly fee: bigint;
    readonly weightTotal: bigint;
    readonly weightAttributed: bigint;
    readonly unattributedAmount: bigint;
  };
  readonly gatewayName: string | null;
  readonly label: string | null;
  readonly payouts: readonly { readonly accountId: number; readonly role: string; readonly amount: bigint; readonly legCount: number }[];
  readonly legs: readonly ToldLeg[];
  readonly evidence: (Omit<Evidence, "spans"> & { readonly spans: readonly JudgedSpan[] }) | null;
}

/** The members of an answer of `/explain/receipt` that do not depend on the rail. */
export const tellReceipt = ({ receipt, gatewayName, label, payouts, legs, evidence }: ToldReceipt) => ({
  receipt: { ...receipt, gatewayName, label },
  payouts: payouts.map(({ accountId, role, amount, legCount }) => ({ account: accountId, role, amount, legCount })),
  isSumExact: payouts.reduce((sum, { amount }) => sum + amount, 0n) === receipt.fee,
  unattributed: {
    amount: receipt.unattributedAmount,
    sharePpm: ppm(receipt.weightTotal - receipt.weightAttributed, receipt.weightTotal),
  },
  because: legs.map(({ leg: part, item, datanetName, termsLicence }) => ({
    contribution: part.contributionId,
    account: part.accountId,
    amount: part.amount,
    weight: part.weight,
    sharePpm: ppm(BigInt(part.weight), receipt.weightTotal),
    class: part.class,
    isVoided: part.isVoided,
    datanet: part.datanetId ?? null,
    datanetName,
    uri: item?.uri ?? null,
    licence: item?.licence ?? null,
    termsLicence,
    status: item?.status ?? null,
    reason: item?.reason ?? null,
    firstSeen: item?.timestamp ?? null,
    spans: (evidence?.spans ?? []).filter((span) => span.contributionId === part.contributionId && span.class === part.class),
  })),
  evidence: { status: evidence?.status ?? "missing", problem: evidence?.problem ?? null },
});
