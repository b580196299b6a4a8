import { judgeUse, type Consent } from "@openledger/sdk";

/** Whether gateways may be paid for answers from what was given under these terms, as `DatanetRegistry.isServable`. */
export function isServable({ licence, infer }: { readonly licence: string; readonly infer: Consent }): boolean {
  return judgeUse("infer", [{ name: "the terms", licence, consent: infer }]).verdict !== "forbidden";
}
