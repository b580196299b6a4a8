import { errorsAbi, signedActionsAbi } from "@openledger/sdk/abis";
import { SIGNED_ACTIONS, actionCall, actionType, actionTypedData, type SignedActionName } from "@openledger/sdk/actions";
import { expect } from "chai";
import { TypedDataEncoder, Wallet } from "ethers";
import {
  BaseError,
  ContractFunctionRevertedError,
  hashTypedData,
  keccak256,
  parseSignature,
  serializeSignature,
  toHex,
  type Hex,
} from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { actionMessageCases } from "./action-cases.ts";
import { messageCases as standardCases, type Message, type MessageCase } from "./cases.ts";
import * as withEthers from "./snippets/ethers.ts";
import * as withViem from "./snippets/viem.ts";
import { createWalletWorld, type Signer, type WalletWorld } from "./world.ts";

type Sign = (message: Message, chainId: number, contract: Hex, signer: Signer) => Promise<Hex>;
type Snippets = Readonly<Record<string, (signer: unknown, chainId: number, contract: string, message: unknown) => Promise<string>>>;

const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const elsewhere: Hex = "0x00000000000000000000000000000000000000ee";
const libraries = ["ethers", "viem"] as const;
const messageCases = [...standardCases, ...actionMessageCases];

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
            await succeeds(messageCase, signWith(library, messageCase), await world.signer(kind));
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
        libraries.map((library) => signWith(library, messageCase)(message, world.chainId, world.contracts[contract]!, signer)),
      );
      expect(a, primaryType).to.equal(b);
    }
  });

  it("are what the contract hashes, for every signed action", async () => {
    const contracts = world.contracts as Record<SignedActionContract | "SignedActions", Hex>;
    const signer = (await world.signer("key")).address;
    for (const name of Object.keys(SIGNED_ACTIONS) as SignedActionName[]) {
      const { function: called, definition, contract, selector } = actionType(name);
      const request = {
        name,
        arguments: Object.fromEntries(called.inputs.map(({ name: argument, type }, place) => [argument, valueOf(type, place)])),
        spend: 5n,
        nonce: keccak256(toHex(name)),
        deadline: 1_900_000_000,
      };
      const { domain, types, message } = actionTypedData({ chainId: world.chainId, contracts }, request);
      const read = (functionName: string, args: readonly unknown[]) =>
        world.client.readContract({ address: contracts.SignedActions, abi: signedActionsAbi, functionName, args } as never);
      expect(await read("typeHashOf", [contracts[contract], selector]), name).to.equal(keccak256(toHex(definition)));
      expect(await read("digestOf", [actionCall({ contracts: contracts as never }, signer, request)]), name)
        .to.equal(TypedDataEncoder.hash(domain!, types as never, message))
        .and.to.equal(hashTypedData(actionTypedData({ chainId: world.chainId, contracts }, request)));
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
    const sign = signWith("viem", messageCase);
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
    const { functionName, args } = messageCase.call(message, signature, signer, world);
    await world.send(world.relayer, world.contracts[messageCase.contract]!, messageCase.abi, functionName, args);
  }

  /** Name of the error that submitting reverts with, undefined if it does not. */
  async function refusalOf(messageCase: MessageCase, message: Message, signature: Hex, signer: Signer): Promise<string | undefined> {
    const { functionName, args } = messageCase.call(message, signature, signer, world);
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

function signWith(library: (typeof libraries)[number], { primaryType, snippet = primaryType }: MessageCase): Sign {
  const snippets = (library === "ethers" ? withEthers : withViem) as unknown as Snippets;
  return (message, chainId, contract, { key }) =>
    snippets[`sign${snippet}`]!(
      library === "ethers" ? new Wallet(key) : privateKeyToAccount(key),
      chainId,
      contract,
      message,
    ) as Promise<Hex>;
}

type SignedActionContract = (typeof SIGNED_ACTIONS)[SignedActionName][0];

/** Some value of an ABI type, another for each place. */
function valueOf(type: string, place: number): unknown {
  if (type.endsWith("[]")) return [valueOf(type.slice(0, -2), place), valueOf(type.slice(0, -2), place + 1)];
  if (type === "string") return `words at ${place}: ŁÄ`;
  if (type === "address") return elsewhere;
  if (type === "bytes32") return keccak256(toHex(`${place}`));
  return BigInt(place + 1);
}

/** The same signature with the other `s` and `v`: valid on the curve, refused because it would be a second form of one signature. */
function mirrored(signature: Hex): Hex {
  const { r, s, yParity } = parseSignature(signature);
  const other = curveOrder - BigInt(s);
  return serializeSignature({ r, s: `0x${other.toString(16).padStart(64, "0")}`, yParity: yParity === 0 ? 1 : 0 });
}
