import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { attribute } from "../attribution/attribute.ts";
import { createPool, type AttributionPool } from "../attribution/attribution-pool.ts";
import { buildIndex } from "../attribution/build-index.ts";
import { combineSegments } from "../attribution/segmented-index.ts";
import type { CorpusItem } from "../attribution/types.ts";
import { createSegmentStore, MOST_SEGMENTS } from "./segment-store.ts";

const sentence = (id: number): string => Array.from({ length: 12 }, (_, i) => `word${(id * 7 + i * i) % 97}`).join(" ");
const item = (id: number, noveltyPpm = 1_000_000): CorpusItem => ({
  ...{ contributionId: BigInt(id), contentRoot: `0x${id.toString(16).padStart(64, "0")}`, noveltyPpm, commit: id },
  text: `${sentence(id)} and ${sentence(id % 5)}`,
});
const snapshot = (number: number, ids: readonly number[], noveltyPpm?: number) => ({
  itemRoot: `root-${number}`,
  items: ids.map((id) => item(id, noveltyPpm)),
});
const range = (first: number, end: number): number[] => Array.from({ length: end - first }, (_, i) => first + i);

describe("createSegmentStore", function () {
  this.timeout(60_000);
  let pool: AttributionPool;
  let folder: string;
  before(async () => {
    pool = createPool({ threads: 1 });
    folder = await mkdtemp(path.join(tmpdir(), "openledger-index-"));
  });
  after(async () => {
    await pool.close();
    await rm(folder, { recursive: true, force: true });
  });

  const outputs = range(0, 30).map((id) => `It says ${sentence(id)} or so.`);

  it("answers for every snapshot as one index does, in at most four segments, and in one again soon", async () => {
    const store = createSegmentStore({ pool });
    const snapshots = [
      snapshot(1, range(0, 12)),
      snapshot(2, range(3, 15)),
      snapshot(3, [...range(3, 9), ...range(15, 18)]),
      snapshot(4, range(3, 21)),
      snapshot(5, range(3, 22)),
      snapshot(6, range(0, 23)),
      // Every item is another one when its novelty changes.
      snapshot(7, range(0, 23), 500_000),
      snapshot(8, []),
      snapshot(9, range(5, 9)),
    ];
    const parts = await Promise.all(snapshots.map((own) => store.segmentsOf(own)));
    for (const [number, segments] of parts.entries()) {
      expect(segments.length).to.be.at.most(MOST_SEGMENTS);
      const index = buildIndex(snapshots[number]!.items);
      for (const output of outputs)
        expect(attribute(combineSegments(segments), { output }), `snapshot ${number + 1}`).to.deep.equal(attribute(index, { output }));
    }
    await store.settled();
    const [whole, ...others] = await store.segmentsOf(snapshots[8]!);
    expect(others).to.deep.equal([]);
    expect(whole!.tombstones.size).to.equal(0);
    expect([...whole!.index.contributionIds]).to.deep.equal([5n, 6n, 7n, 8n]);
  });

  it("keeps its index on disk, and builds it anew when the file is broken or of another snapshot", async () => {
    const file = path.join(folder, "datanet-1.index");
    const problems: string[] = [];
    const open = () =>
      createSegmentStore({ pool, fileOf: (root) => ({ file, key: `lexical ${root}` }), log: (line) => problems.push(line) });
    const first = open();
    const [built] = await first.segmentsOf(snapshot(1, range(0, 9)));
    await first.settled();
    const [loaded] = await open().segmentsOf(snapshot(1, range(0, 9)));
    expect(loaded!.index.suffixes).to.deep.equal(built!.index.suffixes);
    expect(problems).to.deep.equal([]);

    const other = open();
    expect((await other.segmentsOf(snapshot(2, range(0, 10))))[0]!.index.contributionIds).to.have.length(10);
    await other.settled();
    expect(problems.pop()).to.contain('it is of "lexical root-1", not of "lexical root-2"').and.contain("Building it anew.");

    const bytes = await readFile(file);
    bytes[bytes.length - 5]! ^= 1;
    await writeFile(file, bytes);
    const [rebuilt] = await open().segmentsOf(snapshot(2, range(0, 10)));
    expect(rebuilt!.index.tokens).to.deep.equal(buildIndex(snapshot(2, range(0, 10)).items).tokens);
    expect(problems.pop()).to.contain("not what its root commits to");
  });
});
