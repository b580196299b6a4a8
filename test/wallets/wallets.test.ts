import { errorsAbi } from "@openledger/sdk/abis";
import { expect } from "chai";
import { Wallet } from "ethers";
import { BaseError, ContractFunctionRevertedError, parseSignature, serializeSignature, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { messageCases, type Message, type MessageCase } from "./cases.ts";
import * as withEthers from "./snippets/ethers.ts";
import * as withViem from "./snippets/viem.ts";
import { createWalletWorld, type Signer, type WalletWorld } from "./world.ts";

type Sign = (message: Message, chainId: number, contract: Hex, signer: Signer) => Promise<Hex>;
type Snippets = Readonly<Record<string, (signer: unknown, chainId: number, contract: string, message: unknown) => Promise<string>>>;

const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const elsewhere: Hex = "0x00000000000000000000000000000000000000ee";
const libraries = ["ethers", "viem"] as const;

describe("messages that wallets sign", function () {
  this.timeout(300_000);

  let world: WalletWorld;
  before(async () => {
    world = await createWalletWorld();
  });
  after(() => world.close());

  for (const messageCase of messageCases) {
    describe(messageCase.primaryType, () => {
      for (const library of libraries) {
        for (const kind of ["key", "contract wallet"] as const) {
          it(`signed by a ${kind} with ${library} does what it says`, async () => {
            await succeeds(messageCase, signWith(library, messageCase.primaryType), await world.signer(kind));
          });
        }
      }

      it("is refused on another chain, for another contract, mirrored, late, and by another key", async () => {
        for (const kind of ["key", "contract wallet"] as const) await isRefused(messageCase, await world.signer(kind));
      });
    });
  }

  it("are the same bytes from ethers and from viem", async () => {
    for (const messageCase of messageCases) {
      const { primaryType, contract } = messageCase;
      const signer = await world.signer("key");
      const message = await messageCase.prepare(world, signer);
      const [a, b] = await Promise.all(
        libraries.map((library) => signWith(library, primaryType)(message, world.chainId, world.contracts[contract]!, signer)),
      );
      expect(a, primaryType).to.equal(b);
    }
  });

  async function succeeds(messageCase: MessageCase, sign: Sign, signer: Signer): Promise<void> {
    const message = await messageCase.prepare(world, signer);
    const signature = await sign(message, world.chainId, world.contracts[messageCase.contract]!, signer);
    expect(await messageCase.isDone(world, message, signer)).to.equal(false);
    await submit(messageCase, message, signature, signer);
    expect(await messageCase.isDone(world, message, signer)).to.equal(true);

    const again = await refusalOf(messageCase, message, signature, signer);
    expect(again, "submitted again").to.equal(messageCase.errors.replayed);
  }

  async function isRefused(messageCase: MessageCase, signer: Signer): Promise<void> {
    const { errors, expire } = messageCase;
    const message = await messageCase.prepare(world, signer);
    const sign = signWith("viem", messageCase.primaryType);
    const contract = world.contracts[messageCase.contract]!;
    const good = await sign(message, world.chainId, contract, signer);
    const bad: Readonly<Record<string, Hex>> = {
      "another chain": await sign(message, world.chainId + 1, contract, signer),
      "another contract": await sign(message, world.chainId, elsewhere, signer),
      "the mirrored signature": mirrored(good),
      "another key": await sign(message, world.chainId, contract, await world.signer("key")),
      "no signature": "0x",
    };
    for (const [why, signature] of Object.entries(bad))
      expect(await refusalOf(messageCase, message, signature, signer), why).to.equal(errors.signature);
    if (expire !== undefined) {
      const late = expire(message, await world.now());
      const signature = await sign(late, world.chainId, contract, signer);
      expect(await refusalOf(messageCase, late, signature, signer), "late").to.equal(errors.expired);
    }
    expect(await refusalOf(messageCase, message, good, signer), "the good one").to.equal(undefined);
  }

  async function submit(messageCase: MessageCase, message: Message, signature: Hex, signer: Signer): Promise<void> {
    const { functionName, args } = messageCase.call(message, signature, signer);
    await world.send(world.relayer, world.contracts[messageCase.contract]!, messageCase.abi, functionName, args);
  }

  /** Name of the error that submitting reverts with, undefined if it does not. */
  async function refusalOf(messageCase: MessageCase, message: Message, signature: Hex, signer: Signer): Promise<string | undefined> {
    const { functionName, args } = messageCase.call(message, signature, signer);
    const abi = [...messageCase.abi, ...errorsAbi];
    const address = world.contracts[messageCase.contract]!;
    try {
      await world.client.simulateContract({ account: world.relayer, address, abi, functionName, args } as never);
      return undefined;
    } catch (error) {
      const revert = error instanceof BaseError ? error.walk((cause) => cause instanceof ContractFunctionRevertedError) : undefined;
      if (!(revert instanceof ContractFunctionRevertedError)) throw error;
      return revert.data?.errorName ?? revert.signature ?? revert.shortMessage;
    }
  }
});

function signWith(library: (typeof libraries)[number], primaryType: string): Sign {
  const snippets = (library === "ethers" ? withEthers : withViem) as unknown as Snippets;
  return (message, chainId, contract, { key }) =>
    snippets[`sign${primaryType}`]!(
      library === "ethers" ? new Wallet(key) : privateKeyToAccount(key),
      chainId,
      contract,
      message,
    ) as Promise<Hex>;
}

/** The same signature with the other `s` and `v`: valid on the curve, refused because it would be a second form of one signature. */
function mirrored(signature: Hex): Hex {
  const { r, s, yParity } = parseSignature(signature);
  const other = curveOrder - BigInt(s);
  return serializeSignature({ r, s: `0x${other.toString(16).padStart(64, "0")}`, yParity: yParity === 0 ? 1 : 0 });
}
