/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-explicit-any -- bodies of all routes are read as they come */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { createApp } from "../src/app.ts";
import { openContentStore } from "../src/content/content-store.ts";
import { createGateway } from "../src/create-gateway.ts";
import { DEFAULT_CLOSE_RULES, type EpochRail } from "../src/epoch/rail.ts";
import { folderStore } from "../src/epoch/store/folder-store.ts";
import type { Database } from "../src/journal/database.ts";
import { openPglite } from "../src/journal/open-pglite.ts";
import type { Upstream } from "../src/model/types.ts";
import type { Limits } from "../src/serving/gateway.ts";
import { fakeChain } from "./fake-chain.ts";

export const ADMIN_TOKEN = "operator-token-for-tests";

const idle: Database[] = [];

/** A journal in memory. Starting PGlite takes seconds, so finished ones are emptied and used again. */
async function borrowDatabase(): Promise<Database> {
  const real = idle.pop() ?? (await openPglite());
  return {
    ...real,
    close: async () => {
      await real.query("DROP SCHEMA public CASCADE");
      await real.query("CREATE SCHEMA public");
      idle.push(real);
    },
  };
}

export interface StartParameters {
  readonly fake?: ReturnType<typeof fakeChain>;
  readonly upstream?: Upstream;
  readonly limits?: Partial<Limits>;
  /** Of new receipts: direct if none is given. */
  readonly lane?: "epoch";
  /** Keeps the journal in this folder; a new one otherwise. */
  readonly folder?: string;
  readonly journal?: "memory" | "folder";
}

/** A gateway on a chain in memory, with all texts of the Datanet stored. */
export async function startGateway({ fake = fakeChain(), upstream, limits, lane, folder, journal = "memory" }: StartParameters = {}) {
  const home = folder ?? (await mkdtemp(path.join(tmpdir(), "openledger-gateway-")));
  const database = journal === "memory" ? await borrowDatabase() : await openPglite(path.join(home, "journal"));
  const contents = await openContentStore(path.join(home, "contents"));
  for (const { item, text } of fake.contributions) await contents.put(item.contentRoot, text);
  const rail: EpochRail | undefined = lane && {
    lane,
    rules: DEFAULT_CLOSE_RULES,
    store: folderStore(path.join(home, "epochs")),
    chain: { heads: async () => ({ nextEpoch: 0, nextFinal: 0 }), stateOf: () => Promise.reject(new Error("nothing is committed")) },
  };
  const gateway = await createGateway({
    chain: fake.chain,
    database,
    contents,
    rail,
    priorFolder: path.join(home, "priors"),
    ...(upstream && { upstream }),
    ...(limits && { limits }),
  });
  const lines: string[] = [];
  const app = createApp(gateway, { adminToken: ADMIN_TOKEN, log: (line) => lines.push(line) });

  const call = async (
    route: string,
    { key, body, method, headers = {} }: { key?: string; body?: unknown; method?: string; headers?: Record<string, string> } = {},
  ) => {
    const response = await app.request(route, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: { "content-type": "application/json", ...(key !== undefined && { authorization: `Bearer ${key}` }), ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = (/^[[{]/.test(text) ? JSON.parse(text) : undefined) as any;
    return { status: response.status, headers: response.headers, text, json };
  };
  const createKey = async (more: Record<string, unknown> = {}, voucher = {}): Promise<string> => {
    const { status, json } = await call("/v1/keys", { body: { ...(await fake.signVoucher(voucher)), ...more } });
    if (status !== 201) throw new Error(`No key: ${JSON.stringify(json)}`);
    return json.key as string;
  };
  return {
    fake,
    gateway,
    app,
    call,
    createKey,
    lines,
    home,
    close: async ({ keep = false } = {}) => {
      await database.close();
      if (!keep) await rm(home, { recursive: true, force: true });
    },
  };
}

export type Started = Awaited<ReturnType<typeof startGateway>>;
