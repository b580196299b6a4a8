import { BaseError, ContractFunctionRevertedError } from "viem";

/** A contract refused a call, by its named error. Nothing was sent, or it was reverted. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly errorName: string;
  readonly values: readonly unknown[];

  constructor(call: string, errorName: string, values: readonly unknown[], cause?: unknown) {
    super(`${call}: ${errorName}(${values.map(String).join(", ")})`, { cause });
    this.errorName = errorName;
    this.values = values;
  }
}

/** The refusal behind an error of viem; undefined if the chain could not be asked. */
export function refusalOf(call: string, error: unknown): Refusal | undefined {
  if (!(error instanceof BaseError)) return undefined;
  const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError);
  if (!(reverted instanceof ContractFunctionRevertedError)) return undefined;
  const { errorName, args = [] } = reverted.data ?? {};
  return new Refusal(call, errorName ?? reverted.signature ?? reverted.reason ?? reverted.shortMessage, args, error);
}
