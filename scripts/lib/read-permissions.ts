import { accessManagerAbi, openTimelockAbi } from "@openledger/sdk/abis";
import { parseEventLogs, type Hex, type PublicClient } from "viem";

import type { DeploymentRecord } from "./deployment.ts";
import { readLogs } from "./read-logs.ts";
import { restrictedFunctions, type RestrictedFunction } from "./restricted-functions.ts";

export type RoleHolder = { readonly address: Hex; readonly executionDelay: number };
export type RoleState = {
  readonly role: bigint;
  readonly label: string;
  readonly grantDelay: number;
  readonly holders: readonly RoleHolder[];
};
export type Permissions = {
  readonly functions: readonly (RestrictedFunction & { readonly role: bigint; readonly isClosed: boolean })[];
  readonly roles: readonly RoleState[];
  /** Where the suite is governed by votes. */
  readonly timelock?: Timelock;
};
export type Timelock = {
  /** Seconds between queueing and execution. */
  readonly delay: bigint;
  readonly roles: readonly { readonly name: string; readonly holders: readonly Hex[] }[];
};

const timelockRoles = ["DEFAULT_ADMIN_ROLE", "PROPOSER_ROLE", "CANCELLER_ROLE", "EXECUTOR_ROLE"] as const;
const anybody = "0x0000000000000000000000000000000000000000";

/** Who may call what now: read from the deployed `AccessManager`, every holder taken from its events and asked again. */
export async function readPermissions(client: PublicClient, deployment: DeploymentRecord): Promise<Permissions> {
  const address = deployment.contracts.AccessManager;
  if (address === undefined) throw new Error("the deployment record has no AccessManager");
  const manager = { address, abi: accessManagerAbi } as const;
  const logs = [...(await readLogs(client, address, BigInt(deployment.startBlock)))];
  const grants = parseEventLogs({ abi: accessManagerAbi, eventName: "RoleGranted", logs });
  const labels = new Map(
    parseEventLogs({ abi: accessManagerAbi, eventName: "RoleLabel", logs }).map(({ args }) => [args.roleId, args.label]),
  );

  const functions = await Promise.all(
    (await restrictedFunctions(Object.keys(deployment.contracts))).map(async (restricted) => ({
      ...restricted,
      role: await client.readContract({
        ...manager,
        functionName: "getTargetFunctionRole",
        args: [deployment.contracts[restricted.contract]!, restricted.selector],
      }),
      isClosed: await client.readContract({
        ...manager,
        functionName: "isTargetClosed",
        args: [deployment.contracts[restricted.contract]!],
      }),
    })),
  );
  const roleIds = [...new Set([0n, ...grants.map(({ args }) => args.roleId), ...functions.map(({ role }) => role)])].sort((a, b) =>
    Number(a - b),
  );
  const roles = await Promise.all(
    roleIds.map(async (role) => {
      // In the order of their addresses: a resumed deployment grants in another order than one in one go.
      const candidates = [...new Set(grants.filter(({ args }) => args.roleId === role).map(({ args }) => args.account))].sort();
      const held = await Promise.all(
        candidates.map(async (account) => {
          const [isMember, executionDelay] = await client.readContract({ ...manager, functionName: "hasRole", args: [role, account] });
          return { address: account, executionDelay, isMember };
        }),
      );
      return {
        role,
        label: role === 0n ? "Admin" : (labels.get(role) ?? `role ${role}`),
        grantDelay: await client.readContract({ ...manager, functionName: "getRoleGrantDelay", args: [role] }),
        holders: held.filter(({ isMember }) => isMember).map(({ address, executionDelay }) => ({ address, executionDelay })),
      };
    }),
  );
  const timelock = deployment.contracts.OpenTimelock;
  return { functions, roles, ...(timelock === undefined ? {} : { timelock: await readTimelock(client, timelock, deployment.startBlock) }) };
}

/** Holders of the timelock's own roles, taken from its events and asked again; the zero address stands for anybody. */
async function readTimelock(client: PublicClient, address: Hex, startBlock: number): Promise<Timelock> {
  const contract = { address, abi: openTimelockAbi } as const;
  const logs = await client.getLogs({ address, fromBlock: BigInt(startBlock) });
  const grants = parseEventLogs({ abi: openTimelockAbi, eventName: "RoleGranted", logs });
  const roles = await Promise.all(
    timelockRoles.map(async (name) => {
      const role = await client.readContract({ ...contract, functionName: name });
      const candidates = [...new Set(grants.filter(({ args }) => args.role === role).map(({ args }) => args.account))].sort();
      const held = await Promise.all(
        candidates.map((account) => client.readContract({ ...contract, functionName: "hasRole", args: [role, account] })),
      );
      return { name, holders: candidates.filter((_, index) => held[index]) };
    }),
  );
  return { delay: await client.readContract({ ...contract, functionName: "getMinDelay" }), roles };
}

/** The matrix as a document. @param nameOf Names of addresses: contracts of the suite, governance. */
export function permissionsDocument({ functions, roles, timelock }: Permissions, nameOf: (address: Hex) => string): string {
  const labelOf = (role: bigint) => roles.find((state) => state.role === role)?.label ?? `role ${role}`;
  return [
    "# Permissions",
    "",
    "Generated by `npm run permissions` from a deployment through the Ignition modules; a test compares it with the deployed state. What is not in this",
    "list needs no permission, or is guarded by who owns or signed something. The deployer holds nothing. Where the parameter `governance` names an address,",
    "that address stands where `OpenTimelock` stands here, and there is no table of the timelock.",
    "",
    "| role | holders | execution delay | grant delay |",
    "|---|---|---|---|",
    ...roles.map(({ label, role, holders, grantDelay }) => {
      const names = holders.map(({ address }) => nameOf(address)).sort();
      const delays = [...new Set(holders.map(({ executionDelay }) => `${executionDelay} s`))].join(", ");
      return `| ${label} (${role}) | ${names.join(", ") || "nobody"} | ${delays || "–"} | ${grantDelay} s |`;
    }),
    "",
    ...timelockTable(timelock, nameOf),
    "| contract | function | role |",
    "|---|---|---|",
    ...functions.map(
      ({ contract, signature, role, isClosed }) => `| ${contract} | \`${signature}\` | ${isClosed ? "closed" : labelOf(role)} |`,
    ),
    "",
  ].join("\n");
}

function timelockTable(timelock: Timelock | undefined, nameOf: (address: Hex) => string): string[] {
  if (timelock === undefined) return [];
  const holdersOf = (holders: readonly Hex[]) => holders.map((holder) => (holder === anybody ? "anybody" : nameOf(holder))).sort();
  return [
    `\`OpenTimelock\` carries out what it was told ${timelock.delay} s before, at the earliest. Its own roles:`,
    "",
    "| role | holders |",
    "|---|---|",
    ...timelock.roles.map(({ name, holders }) => `| ${name} | ${holdersOf(holders).join(", ") || "nobody"} |`),
    "",
  ];
}
