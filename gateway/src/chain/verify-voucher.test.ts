import { expect } from "chai";
import { zeroAddress, type Address, type Hex, type PublicClient } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { isSignedBy } from "./verify-voucher.ts";

const digest: Hex = `0x${"d1".repeat(32)}`;
const owner = privateKeyToAccount(`0x${"01".repeat(32)}`);

/** A chain with one contract wallet, which answers `answer` to ERC-1271. */
function clientWith({ code, answer }: { readonly code?: Hex; readonly answer?: Hex }): PublicClient {
  const client = {
    getCode: async () => code,
    readContract: async () => {
      if (answer === undefined) throw new Error("execution reverted");
      return answer;
    },
  };
  return client as unknown as PublicClient;
}

describe("isSignedBy", () => {
  const check = async (client: PublicClient, controller: Address, signature?: Hex): Promise<boolean> =>
    isSignedBy(client, { controller, digest, signature: signature ?? (await owner.sign({ hash: digest })) });

  it("takes the signature of the controller's own key and of no other", async () => {
    expect(await check(clientWith({}), owner.address)).to.equal(true);
    expect(await check(clientWith({}), zeroAddress)).to.equal(false);
    expect(await check(clientWith({}), owner.address, "0x")).to.equal(false);
    expect(await check(clientWith({}), owner.address, `0x${"00".repeat(65)}`)).to.equal(false);
  });

  it("asks a contract wallet by ERC-1271", async () => {
    const wallet: Address = "0x00000000000000000000000000000000000000aa";
    expect(await check(clientWith({ code: "0x60", answer: "0x1626ba7e" }), wallet, "0x1234")).to.equal(true);
    expect(await check(clientWith({ code: "0x60", answer: "0xffffffff" }), wallet, "0x1234")).to.equal(false);
    expect(await check(clientWith({ code: "0x60" }), wallet, "0x1234"), "it reverts").to.equal(false);
  });
});
