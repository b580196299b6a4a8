import { accessManagerAbi } from "@openledger/sdk/abis";
import * as abis from "@openledger/sdk/abis";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import { BaseError, encodeFunctionData, parseAbi, RawContractError, toFunctionSelector, decodeErrorResult, type Abi, type AbiFunction, type AbiParameter, type Hex } from "viem";

import { repositoryRoot } from "../../scripts/lib/deployment.ts";
import { permissionsDocument, readPermissions, type Permissions } from "../../scripts/lib/read-permissions.ts";
import { deploySimulatedSuite, type SimulatedSuite } from "../../scripts/lib/simulated-suite.ts";

const unauthorized = parseAbi(["error AccessManagedUnauthorized(address caller)"]);

describe("permissions of the deployed suite", function () {
  this.timeout(120_000);

  let suite: SimulatedSuite;
  let permissions: Permissions;

  before(async () => {
    suite = await deploySimulatedSuite();
    permissions = await readPermissions(suite.client, suite.deployment);
  });

  after(() => suite.close());

  it("are those of docs/permissions.md", () => {
    const names = new Map(Object.entries(suite.deployment.contracts).map(([name, address]) => [address.toLowerCase(), name]));
    names.set(suite.governance.toLowerCase(), "governance");
    const document = permissionsDocument(permissions, (address) => names.get(address.toLowerCase()) ?? address);
    expect(readFileSync(path.join(repositoryRoot, "docs/permissions.md"), "utf8")).to.equal(document);
  });

  it("leave the deployer nothing", () => {
    const deployer = suite.accounts[0]!.toLowerCase();
    for (const { label, holders } of permissions.roles) expect(holders.map(({ address }) => address.toLowerCase()), label).not.to.include(deployer);
  });

  it("refuse every privileged function to every caller without its role, and name the caller", async () => {
    let tried = 0;
    const everybody = [...suite.accounts.slice(0, 3), ...Object.values(suite.deployment.contracts)];
    for (const { contract, selector, role } of permissions.functions) {
      const holders = permissions.roles.find((state) => state.role === role)!.holders.map(({ address }) => address.toLowerCase());
      for (const caller of everybody.filter((address) => !holders.includes(address.toLowerCase()))) {
        const refusal = await revertOf(suite, suite.deployment.contracts[contract]!, zeroCall(contract, selector), caller);
        const { errorName, args } = decodeErrorResult({ abi: unauthorized, data: refusal });
        expect(errorName, `${contract} ${selector}`).to.equal("AccessManagedUnauthorized");
        expect(args[0].toLowerCase()).to.equal(caller.toLowerCase());
        tried += 1;
      }
    }
    expect(tried).to.be.greaterThan(permissions.functions.length * 10);
  });

  it("let a holder of the role in", async () => {
    for (const { contract, selector, role } of permissions.functions) {
      const [holder] = permissions.roles.find((state) => state.role === role)!.holders;
      const [immediate] = await suite.client.readContract({
        address: suite.deployment.contracts.AccessManager!,
        abi: accessManagerAbi,
        functionName: "canCall",
        args: [holder!.address, suite.deployment.contracts[contract]!, selector],
      });
      expect(immediate, `${contract} ${selector}`).to.equal(true);
    }
  });
});

/** Calldata of a function with zero, empty or false for every argument. */
function zeroCall(contract: string, selector: Hex): Hex {
  const abi = (abis as unknown as Record<string, Abi>)[`${contract[0]!.toLowerCase()}${contract.slice(1)}Abi`]!;
  const entry = abi.find((item): item is AbiFunction => item.type === "function" && toFunctionSelector(item) === selector)!;
  return encodeFunctionData({ abi: [entry], functionName: entry.name, args: entry.inputs.map(zeroOf) });
}

function zeroOf(parameter: AbiParameter): unknown {
  if (parameter.type.endsWith("]")) return [];
  if (parameter.type === "tuple") return Object.fromEntries((parameter as { components: readonly AbiParameter[] }).components.map((part) => [part.name, zeroOf(part)]));
  if (parameter.type === "address") return "0x0000000000000000000000000000000000000000";
  if (parameter.type === "bool") return false;
  if (parameter.type === "string") return "";
  if (parameter.type === "bytes") return "0x";
  if (parameter.type.startsWith("bytes")) return `0x${"00".repeat(Number(parameter.type.slice(5)))}`;
  return Number(/\d+/.exec(parameter.type)?.[0] ?? 256) > 48 ? 0n : 0;
}

async function revertOf(suite: SimulatedSuite, to: Hex, data: Hex, account: Hex): Promise<Hex> {
  try {
    await suite.client.call({ account, to, data });
  } catch (error) {
    const raw = error instanceof BaseError ? error.walk((cause) => cause instanceof RawContractError || "data" in (cause as object)) : undefined;
    const found = (raw as { data?: Hex | { data?: Hex } } | undefined)?.data;
    const bytes = typeof found === "string" ? found : found?.data;
    if (bytes !== undefined) return bytes;
    throw error;
  }
  throw new Error(`${account} was let in`);
}
