import { expect } from "chai";
import { decodeErrorResult, encodeErrorResult, toFunctionSelector, type AbiItem } from "viem";

import { CONTRACT_NAMES, OPTIONAL_CONTRACT_NAMES } from "../deployment/contract-names.ts";
import * as abis from "./abis.ts";

const names = [...CONTRACT_NAMES, ...OPTIONAL_CONTRACT_NAMES];
const byName = abis as unknown as Readonly<Record<string, readonly AbiItem[]>>;

describe("generated ABIs", () => {
  it("has one for every contract, with functions", () => {
    for (const name of names) {
      const abi = byName[`${name.charAt(0).toLowerCase()}${name.slice(1)}Abi`];
      expect(
        abi?.some((item) => item.type === "function"),
        name,
      ).to.equal(true);
    }
    expect(Object.keys(abis)).to.have.length(names.length + 1);
  });

  it("decodes an error of one contract that bubbled through another", () => {
    const args = [1, 2, 3n, 4n] as const;
    const data = encodeErrorResult({ abi: abis.paymentEscrowAbi, errorName: "PaymentEscrow_AboveVoucher", args });
    expect(decodeErrorResult({ abi: abis.errorsAbi, data })).to.deep.include({ errorName: "PaymentEscrow_AboveVoucher", args });
  });

  it("has every error once, and no two errors of one selector", () => {
    const errors = new Set(
      names.flatMap((name) =>
        byName[`${name.charAt(0).toLowerCase()}${name.slice(1)}Abi`]!.filter((item) => item.type === "error").map(selectorOf),
      ),
    );
    expect(abis.errorsAbi.map(selectorOf)).to.have.members([...errors]);
  });
});

function selectorOf(error: AbiItem): string {
  if (error.type !== "error") throw new Error(`${error.type} is no error`);
  return toFunctionSelector({ ...error, type: "function", outputs: [], stateMutability: "pure" });
}
