import type { Address } from "viem";

import type { ContractName, OptionalContractName } from "./contract-names.ts";

/** Where the contracts are on one chain. */
export interface Deployment {
  readonly chainId: number;
  /** First block that can hold an event of ours. */
  readonly startBlock: number;
  readonly contracts: Readonly<Record<ContractName, Address> & Partial<Record<OptionalContractName, Address>>>;
}
