import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { CONTRACT_NAMES, type ContractName, type Deployment, type Epoch } from "../../../sdk/src/index.ts";
import { bytesToHex, custom, type Hex } from "viem";
import { mnemonicToAccount } from "viem/accounts";

import { isObjectTrue } from "../../../gateway/src/epoch/store/epoch-objects.ts";
import type { EpochStore } from "../../../gateway/src/epoch/store/epoch-store.ts";
import { folderStore } from "../../../gateway/src/epoch/store/folder-store.ts";
import { objectsOf } from "../../../gateway/test/objects-of.ts";
import { openRailSession, type RailSession } from "../../../scripts/epoch-rail/session.ts";
import type { WatchReport } from "../../../scripts/watcher/context.ts";
import { watcherContext } from "../../../scripts/watcher/main.ts";
import { fraudCase } from "../../settlement/epoch/fraud-case.ts";

/** Private key of one of the simulated network's accounts. */
export function keyOf(index: number): Hex {
  const account = mnemonicToAccount("test test test test test test test test test test test junk", { addressIndex: index });
  return bytesToHex(account.getHdKey().privateKey!);
}

const WATCHER = 5;

/** Everything a gateway that lies would publish: also what is false, as long as it is behind the roots that it committed to. */
export async function publishClaimed(store: EpochStore, epoch: Epoch): Promise<void> {
  for (const { kind, key, bytes } of objectsOf(epoch)) if (isObjectTrue(kind, key, bytes)) await store.write(kind, key, bytes);
}

/** A world with an honest first epoch of a gateway, and a watcher with its own key, bond and store. */
export async function watchedWorld() {
  const c = await fraudCase();
  const folder = await mkdtemp(path.join(tmpdir(), "openledger-rail-"));
  const addresses: Partial<Record<ContractName, Hex>> = {};
  for (const name of CONTRACT_NAMES) {
    const key = `${name[0]!.toLowerCase()}${name.slice(1)}`;
    const contract = (c.w.suite as unknown as Record<string, { getAddress(): Promise<string> } | undefined>)[key];
    if (contract !== undefined) addresses[name] = (await contract.getAddress()) as Hex;
  }
  const deployment = { chainId: c.w.chainId, startBlock: 0, contracts: addresses } as unknown as Deployment;
  const transport = custom(c.w.connection.provider as never, { retryCount: 0 });
  const session: RailSession = await openRailSession({ rpcUrl: "in process", deployment, key: keyOf(WATCHER), transport });
  await c.w.suite.openToken.transfer(session.sender(), 10n ** 24n);
  const store = folderStore(path.join(folder, "store"));
  await publishClaimed(store, c.first);
  // The honest parent is covered, so that nothing but the lie is there to be found.
  await c.w.hold(c.parent.record, c.first);
  let count = 0;
  return {
    c,
    session,
    deployment,
    transport,
    store,
    folder,
    /** A watcher without any memory. */
    watcher(options: Partial<{ stores: readonly EpochStore[]; receipts: string; second: RailSession["client"] }> = {}) {
      const reports: WatchReport[] = [];
      const context = watcherContext({
        session,
        stores: [store],
        folder: path.join(folder, `watcher-${count++}`),
        report: (report) => void reports.push(report),
        ...options,
      });
      return { context, reports };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

export type WatchedWorld = Awaited<ReturnType<typeof watchedWorld>>;
