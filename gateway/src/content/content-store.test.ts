import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import type { Hex } from "viem";

import { openContentStore } from "./content-store.ts";

describe("openContentStore", () => {
  it("keeps texts across restarts, by root in any case, and refuses what is no root", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "openledger-contents-"));
    try {
      const root: Hex = `0x${"AB".repeat(32)}`;
      await (await openContentStore(folder)).put(root, "text\n");
      const store = await openContentStore(folder);
      expect(await store.get(root.toLowerCase() as Hex)).to.equal("text\n");
      expect(await store.get(`0x${"00".repeat(32)}`)).to.equal(undefined);
      const failed = await store.put("0x../../etc/passwd", "x").catch((error: Error) => error.message);
      expect(failed).to.contain("32 bytes of hex");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
