import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { snapshotRoot } from "@openledger/sdk";
import { expect } from "chai";
import { keccak256, stringToBytes } from "viem";

import { createPaint } from "../explain/paint.ts";
import { indexFolder } from "./index-folder.ts";
import { proveSpans } from "./prove-spans.ts";
import { queryFolder } from "./query-folder.ts";
import { recomputeReceipt } from "./recompute-receipt.ts";
import { verifySpans } from "./verify-spans.ts";

const GUARD =
  "Contract module that helps prevent reentrant calls to a function, by a flag that is raised at the first call and lowered at the end.";
const paint = createPaint(false);

describe("npm run attribute", () => {
  let home: string;
  let folder: string;
  before(() => {
    home = mkdtempSync(path.join(tmpdir(), "openledger-attribute-"));
    folder = path.join(home, "texts");
    mkdirSync(path.join(folder, "deep"), { recursive: true });
    writeFileSync(path.join(folder, "a.md"), GUARD);
    writeFileSync(path.join(folder, "deep", "b.txt"), Array.from({ length: 900 }, (_, i) => `filler${(i * i) % 701}`).join(" "));
    writeFileSync(path.join(folder, "deep", "empty.txt"), "");
    writeFileSync(path.join(folder, "binary"), Uint8Array.of(1, 0, 2));
    writeFileSync(path.join(folder, "latin1.txt"), Uint8Array.of(0xe9, 0x74, 0x61, 0x74));
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  it("index says what it read, and leaves out what is no text", async () => {
    const { json, lines } = await indexFolder.run([folder], paint);
    expect(json).to.include({ items: 2, skippedFiles: 2, file: `${folder}.index` });
    expect(lines.join("\n")).to.contain("2 files are no text");
  });

  it("query shows spans, items, shares and what is not attributed, and reads the index that was written", async () => {
    const { lines } = await queryFolder.run([folder, "As", "told:", GUARD.slice(0, 80)], createPaint(true));
    const text = lines.join("\n");
    expect(text).to.contain("\u001b[32mContract module").and.contain("a.md").and.contain("unattributed").and.contain("proven");
    expect(text).not.to.contain("built");
    writeFileSync(path.join(folder, "c.md"), "Another text altogether.");
    const again = await queryFolder.run([folder, GUARD], paint);
    expect(again.lines[0]).to.contain("built").and.contain("is no usable index");
    rmSync(path.join(folder, "c.md"));
  });

  it("prove shows every span to who has no corpus, and verify sees what was changed", async () => {
    const file = path.join(home, "proof.json");
    const { lines } = await proveSpans.run([folder, "As", "told:", GUARD.slice(0, 80), "--to", file], paint);
    expect(lines.join("\n")).to.contain("1 spans proven").and.contain("a.md");
    const good = await verifySpans.run([file], paint);
    expect(good.isGood).to.equal(true);
    const { manifest } = good.json as { manifest: string };
    expect((await verifySpans.run([file, "--manifest", manifest], paint)).isGood).to.equal(true);
    expect((await verifySpans.run([file, "--manifest", "0x01"], paint)).isGood).to.equal(false);
    const text = readFileSync(file, "utf8");
    for (const [from, to] of [
      ['"documents":1', '"documents":2'],
      ['"outputStart":2', '"outputStart":3'],
      ['"itemStart":0', '"itemStart":1'],
      ['"tokenRoot":"0x', '"tokenRoot":"0x00'],
    ] as const) {
      expect(text).to.contain(from);
      writeFileSync(file, from.startsWith('"tokenRoot') ? text.replace(/"tokenRoot":"0x../, to) : text.replace(from, to));
      expect((await verifySpans.run([file], paint)).isGood, to).to.equal(false);
    }
  });

  it("recompute finds a receipt equal, or says what is not", async () => {
    const { json } = await queryFolder.run([folder, GUARD.slice(20), "--retrieved", "2"], paint);
    const file = path.join(home, "evidence.json");
    const check = async (change: (bundle: Record<string, unknown>) => void = () => undefined) => {
      const bundle = JSON.parse(JSON.stringify(json)) as Record<string, unknown>;
      change(bundle);
      writeFileSync(file, JSON.stringify(bundle));
      return recomputeReceipt.run([file, "--corpus", folder], paint);
    };
    expect(await check()).to.deep.include({ isGood: true, json: { equal: true } });
    const evidence = (bundle: Record<string, unknown>) => bundle["evidence"] as Record<string, unknown>[];
    const wrong = await check((bundle) => (evidence(bundle)[0]!["credit"] = "1"));
    expect(wrong.isGood).to.equal(false);
    expect(wrong.lines[0]).to.contain("evidence record 1: credit is").and.contain("the receipt says 1");
    expect((await check((bundle) => evidence(bundle).pop())).lines[0]).to.contain("is missing");
    expect((await check((bundle) => evidence(bundle).push({}))).lines[0]).to.contain("is not there");
    expect((await check((bundle) => (bundle["methodId"] = "0x01"))).lines[0]).to.contain("the method here is");
    expect((await check((bundle) => (bundle["recordsRoot"] = "0x01"))).lines[0]).to.contain("the root of the records is");
    expect((await check((bundle) => (bundle["unattributed"] = 1))).lines[0]).to.contain("the unattributed weight is");
    expect((await check((bundle) => (bundle["output"] = "else"))).lines[0]).to.contain("the number of words in the output is 1");
    expect((await check((bundle) => (bundle["snapshots"] = [{ itemRoot: "0x02" }]))).lines[0]).to.contain(
      "does not hold the snapshot 0x02",
    );
    const missing = await check((bundle) => delete bundle["retrieved"]).catch((error: Error) => error.message);
    expect(missing).to.contain("has no retrieved");
  });

  it("recompute reads a snapshot as the gateway lists it, with its texts by content root", async () => {
    const snapshot = path.join(home, "snapshot");
    mkdirSync(snapshot);
    const root = keccak256(stringToBytes("any root"));
    const item = {
      contribution_id: String(7n << 24n),
      content_root: root,
      novelty_ppm: 400_000,
      commit: 3,
      is_servable: true,
      uri: "npm:guard",
    };
    const other = { ...item, contribution_id: String(8n << 24n), content_root: keccak256(stringToBytes("other root")), is_servable: false };
    writeFileSync(path.join(snapshot, "snapshot.json"), JSON.stringify({ items: [item, other] }));
    const refused = await queryFolder.run([snapshot, GUARD], paint).catch((error: Error) => error.message);
    expect(refused).to.contain(`The text of contribution ${7n << 24n} is not in`);
    writeFileSync(path.join(snapshot, root), GUARD);
    const { json, lines } = await queryFolder.run([snapshot, GUARD], paint);
    expect(lines.join("\n")).to.contain("npm:guard");
    // The root is of all items, also of those whose terms keep them out of the corpus; their texts are not needed.
    const itemRoot = snapshotRoot(
      [item, other].map((own) => ({ contributionId: BigInt(own.contribution_id), contentRoot: own.content_root, noveltyPpm: 400_000 })),
    );
    const file = path.join(home, "evidence.json");
    writeFileSync(file, JSON.stringify({ ...(json as object), snapshots: [{ itemRoot }] }));
    expect((await recomputeReceipt.run([file, "--corpus", snapshot], paint)).isGood).to.equal(true);
  });

  it("says how it is used", async () => {
    for (const [command, args] of [
      [indexFolder, []],
      [queryFolder, [folder]],
      [recomputeReceipt, ["x"]],
    ] as const)
      expect(await command.run(args, paint).catch((error: Error) => error.message)).to.equal(`usage: ${command.usage}`);
    expect(await indexFolder.run(["/nowhere"], paint).catch((error: Error) => error.message)).to.equal("/nowhere is no folder.");
    expect(readFileSync(path.join(folder, "a.md"), "utf8")).to.equal(GUARD);
  });
});
