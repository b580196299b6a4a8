import { formatEther, isAddressEqual, keccak256, type Hex } from "viem";

import { firstCallOf } from "./journal.ts";
import { gasPriceOracle, l1Fee, readL1Prices, type L1Prices } from "./l1-fee.ts";
import type { ParsedParameters } from "./parse-parameters.ts";
import { DeploymentRefusedError } from "./problems.ts";
import { rehearse, type Rehearsal } from "./rehearse.ts";
import { transactionGasCap } from "./run-ignition.ts";
import { createX } from "./salt.ts";
import { shapeOf } from "./suite-module.ts";
import type { Target } from "./target.ts";

const createXCode = "0xbd8a7ea8cfca7b4e5f5041d7d4b17bc317c5ce42cfbc42066a00cf26b43eb53f";
/** Room for prices that rise while the deployment runs. */
const reserve = { numerator: 5n, denominator: 4n } as const;

export type Preflight = Rehearsal & {
  /** Wei that the rest of the deployment costs at present prices. */
  readonly l2Cost: bigint;
  readonly l1Cost: bigint;
  readonly balance: bigint;
};

/**
 * Everything that can be known before the first transaction.
 * @param folder Where the deployment's journal is, or will be.
 * @throws DeploymentRefusedError with everything that is wrong.
 */
export async function preflight(target: Target, { parameters, salt }: ParsedParameters, folder: string): Promise<Preflight> {
  const { client, deployer, network, isLocal } = target;
  const problems: string[] = [];
  const { governance } = parameters;
  if (typeof governance === "string" && isAddressEqual(governance as Hex, deployer))
    problems.push(`governance is the deployer ${deployer}: name another address, because the deployer gives up every power`);
  problems.push(...(await chainProblems(target, salt)), ...(await journalProblems(target, folder)));

  const shape = await shapeOf(parameters, client);
  const rehearsal = await rehearse({ shape, deployer, parameters, salt }).catch((error: Error) => {
    problems.push(`a contract refuses the parameters: ${error.message.split("\n")[0]!}; see deploy/parameters/README.md for the bounds`);
    return undefined;
  });
  if (problems.length > 0 || rehearsal === undefined) throw new DeploymentRefusedError(problems);

  const block = await client.getBlock();
  const largest = rehearsal.transactions.reduce((most, { gasUsed }) => (gasUsed > most ? gasUsed : most), 0n);
  const cap = block.gasLimit < transactionGasCap ? block.gasLimit : transactionGasCap;
  if (largest > cap) problems.push(`the largest transaction uses ${largest} gas, more than the ${cap} that ${network} allows`);

  const sent = (await firstCallOf(folder))?.confirmed ?? 0;
  const rest = rehearsal.transactions.slice(Math.min(sent, rehearsal.transactions.length));
  const prices = await readL1Prices(client).catch((): L1Prices | undefined => undefined);
  const gasPrice = await client.getGasPrice();
  const l2Cost = rest.reduce((sum, { gasUsed }) => sum + gasUsed * gasPrice, 0n);
  const l1Cost = prices === undefined ? 0n : rest.reduce((sum, { signed }) => sum + l1Fee(signed, prices), 0n);
  const balance = await client.getBalance({ address: deployer });
  const needed = ((l2Cost + l1Cost) * reserve.numerator) / reserve.denominator;
  if (balance < needed || (balance === 0n && rest.length > 0))
    problems.push(
      `the deployer ${deployer} has ${formatEther(balance)} of ${network}'s coin; about ${formatEther(needed)} is needed ` +
        `(execution ${formatEther(l2Cost)}, L1 data ${formatEther(l1Cost)}, and a quarter in reserve)${isLocal ? "" : ": send it some"}`,
    );
  if (problems.length > 0) throw new DeploymentRefusedError(problems);
  return { ...rehearsal, l2Cost, l1Cost, balance };
}

async function chainProblems({ client, network, chainId, isLocal }: Target, salt: string | undefined): Promise<string[]> {
  if (isLocal) return [];
  const problems: string[] = [];
  if (!(await hasCode(client, gasPriceOracle)))
    problems.push(`chain ${chainId} (${network}) is no OP-stack chain: there is no GasPriceOracle at ${gasPriceOracle}`);
  if (salt !== undefined) {
    const code = await client.getCode({ address: createX });
    if (code === undefined)
      problems.push(
        `chain ${chainId} has no CreateX at ${createX}, which the OP stack installs: deploy it, or set "salt" to "" for plain addresses`,
      );
    else if (keccak256(code) !== createXCode)
      problems.push(`the code at ${createX} is not CreateX's: set "salt" to "" for plain addresses`);
  }
  return problems;
}

async function journalProblems({ client, chainId }: Target, folder: string): Promise<string[]> {
  const first = await firstCallOf(folder);
  if (first?.address === undefined || (await hasCode(client, first.address))) return [];
  return [
    `${folder} is the journal of another chain: it has a contract at ${first.address}, chain ${chainId} has none there. Move the folder away`,
  ];
}

async function hasCode(client: Target["client"], address: Hex): Promise<boolean> {
  return (await client.getCode({ address })) !== undefined;
}
