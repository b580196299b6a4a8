import { accessManagerAbi, datanetRegistryAbi, gatewayRegistryAbi } from "@openledger/sdk/abis";
import { createPublicClient, createTestClient, createWalletClient, http, type Hex } from "viem";

/** Four changes behind the record's back: a role, a parameter, a setting by key, and code. */
export async function tamper(url: string, contracts: Readonly<Record<string, Hex>>, governance: Hex, stranger: Hex): Promise<void> {
  const client = createPublicClient({ transport: http(url), pollingInterval: 50 });
  const test = createTestClient({ mode: "anvil", transport: http(url) });
  const wallet = createWalletClient({ account: governance, transport: http(url) });
  const write = async (request: object) => {
    const hash = await wallet.writeContract({ ...request, chain: null } as never);
    await client.waitForTransactionReceipt({ hash });
  };
  await write({ address: contracts.AccessManager, abi: accessManagerAbi, functionName: "grantRole", args: [1n, stranger, 0] });
  await write({ address: contracts.GatewayRegistry, abi: gatewayRegistryAbi, functionName: "setMinimumDataShare", args: [4_000] });
  await write({
    address: contracts.DatanetRegistry,
    abi: datanetRegistryAbi,
    functionName: "setAdmissionApproval",
    args: [stranger, true],
  });
  const address = contracts.CuratorAdmission!;
  const code = (await client.getCode({ address }))!;
  await test.setCode({ address, bytecode: `${code.slice(0, -2)}00` as Hex });
}
