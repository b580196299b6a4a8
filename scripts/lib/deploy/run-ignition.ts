import { deploy, DeploymentResultType, type ArtifactResolver, type EIP1193Provider } from "@nomicfoundation/ignition-core";
import { toHex, type Hex } from "viem";

import type { SuiteShape } from "../../../deploy/modules/shape.ts";
import type { SuiteParameters } from "./parse-parameters.ts";
import { create2Salt } from "./salt.ts";
import { suiteModule } from "./suite-module.ts";

type Provider = { request(request: { readonly method: string; readonly params?: unknown }): Promise<unknown> };

export type RunIgnitionOptions = {
  readonly shape: SuiteShape;
  readonly provider: Provider;
  readonly artifactResolver: ArtifactResolver;
  readonly deployer: Hex;
  readonly parameters: SuiteParameters;
  readonly salt: string | undefined;
  /** How long Ignition waits between looks for a block. */
  readonly blockPollingInterval: number;
  /** Where the journal is; without it nothing is kept. */
  readonly deploymentDir?: string;
  readonly executionEventListener?: Parameters<typeof deploy>[0]["executionEventListener"];
};

/** Most gas that one transaction may have since the Osaka upgrade. */
export const transactionGasCap = 16_777_216n;

/**
 * Runs the suite's modules. @returns addresses by Ignition's ids (`Module#Contract`).
 * @throws with Ignition's reasons if a step fails.
 */
export async function runIgnition(options: RunIgnitionOptions): Promise<Readonly<Record<string, Hex>>> {
  const { provider, shape, deployer, parameters, salt, blockPollingInterval, ...rest } = options;
  const result = await deploy({
    ...rest,
    provider: withGasReserve(provider),
    ignitionModule: await suiteModule(shape),
    deploymentParameters: { $global: { ...parameters } },
    accounts: [deployer],
    config: { blockPollingInterval },
    ...(salt === undefined ? {} : { strategy: "create2" as const, strategyConfig: { salt: create2Salt(deployer, salt) } }),
  });
  if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT) throw new Error(reasonsOf(result).join("\n"));
  return Object.fromEntries(Object.values(result.contracts).map(({ id, address }) => [id, address as Hex]));
}

/** Ignition sends transactions while others wait, so one may need more gas than was estimated: a quarter more is allowed to each. */
function withGasReserve(provider: Provider): EIP1193Provider {
  return {
    request: async (request) => {
      const answer = await provider.request(request as never);
      if (request.method !== "eth_estimateGas") return answer;
      const gas = (BigInt(answer as string) * 5n) / 4n;
      return gas > transactionGasCap && BigInt(answer as string) <= transactionGasCap ? toHex(transactionGasCap) : toHex(gas);
    },
  };
}

/** Ignition's reasons, whichever of its result types they are in. */
function reasonsOf(result: object): string[] {
  const { errors, failed, held, timedOut } = result as {
    readonly errors?: Readonly<Record<string, readonly string[]>>;
    readonly failed?: readonly { readonly futureId: string; readonly error: string }[];
    readonly held?: readonly { readonly futureId: string; readonly reason: string }[];
    readonly timedOut?: readonly { readonly futureId: string }[];
  };
  return [
    ...Object.entries(errors ?? {}).flatMap(([id, reasons]) => reasons.map((reason) => `${id}: ${reason}`)),
    ...(failed ?? []).map(({ futureId, error }) => `${futureId}: ${error}`),
    ...(held ?? []).map(({ futureId, reason }) => `${futureId}: ${reason}`),
    ...(timedOut ?? []).map(({ futureId }) => `${futureId}: timed out`),
  ];
}
