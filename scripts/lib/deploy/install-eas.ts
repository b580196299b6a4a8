import easArtifact from "@ethereum-attestation-service/eas-contracts/artifacts/contracts/EAS.sol/EAS.json" with { type: "json" };
import registryArtifact from "@ethereum-attestation-service/eas-contracts/artifacts/contracts/SchemaRegistry.sol/SchemaRegistry.json" with { type: "json" };
import { encodeDeployData, type Abi, type Hex } from "viem";

import { easPredeploy } from "../../../deploy/modules/eas.ts";

const registryPredeploy = "0x4200000000000000000000000000000000000020";

type Request = <T>(method: string, ...params: unknown[]) => Promise<T>;
type Published = { readonly abi: Abi; readonly bytecode: Hex };

/** Puts the published EAS at the OP stack's predeploy addresses of a simulated chain, which has only stubs there. */
export async function installEas(request: Request): Promise<void> {
  const [from] = await request<Hex[]>("eth_accounts");
  const install = async ({ abi, bytecode }: Published, args: readonly unknown[], address: Hex) => {
    const data = encodeDeployData({ abi, bytecode, args });
    const hash = await request<Hex>("eth_sendTransaction", { from, data });
    const { contractAddress } = await request<{ readonly contractAddress: Hex }>("eth_getTransactionReceipt", hash);
    await request("hardhat_setCode", address, await request<Hex>("eth_getCode", contractAddress, "latest"));
  };
  await install(registryArtifact as unknown as Published, [], registryPredeploy);
  await install(easArtifact as unknown as Published, [registryPredeploy], easPredeploy);
}
