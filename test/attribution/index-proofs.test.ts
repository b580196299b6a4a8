import { expect } from "chai";
import type { Hex } from "viem";

import {
  commitIndex,
  Consent,
  contributionId,
  ContributionStatus,
  openItem,
  openPages,
  snapshotRoot,
  type CommittedIndex,
  type IndexArrays,
} from "../../sdk/src/index.ts";
import { refuteIndex, type IndexFacts, type IndexRefutation } from "../../sdk/src/attribution/refute-index.ts";
import { AttributionLie } from "../../sdk/src/codes/attribution-lie.ts";
import { attributionWorld, GATEWAY_ID, ITEMS_EACH, METHOD_ID, randomOf, RULES, type AttributionWorld, type Random } from "./world.ts";

const LIES_EACH = Number(process.env["ATTRIBUTION_LIES"] ?? 10);

type Change = (random: Random, honest: IndexArrays, w: AttributionWorld) => IndexArrays;
const swapped = (list: Int32Array, a: number, b: number): Int32Array => {
  const copy = list.slice();
  [copy[a], copy[b]] = [copy[b]!, copy[a]!];
  return copy;
};
const withItem = (arrays: IndexArrays, number: number, change: Partial<IndexArrays["items"][number]>): IndexArrays => ({
  ...arrays,
  items: arrays.items.map((item, i) => (i === number ? { ...item, ...change } : item)),
});

const CHANGES: readonly (readonly [string, readonly IndexRefutation["lie"][], Change])[] = [
  [
    "two rows are exchanged",
    ["Order"],
    (random, arrays) => {
      const a = random.int(0, arrays.suffixes.length - 2);
      return { ...arrays, suffixes: swapped(arrays.suffixes, a, random.int(a + 1, arrays.suffixes.length - 1)) };
    },
  ],
  [
    "a row is repeated, so another is missing",
    ["Rows"],
    (random, arrays) => {
      const row = random.int(0, arrays.suffixes.length - 2);
      return { ...arrays, suffixes: arrays.suffixes.map((position, i) => (i === row ? arrays.suffixes[row + 1]! : position)) };
    },
  ],
  [
    "a row is no position",
    ["Rows"],
    (random, arrays) => {
      const row = random.int(0, arrays.suffixes.length - 1);
      return {
        ...arrays,
        suffixes: arrays.suffixes.map((position, i) => (i === row ? arrays.tokens.length + random.int(0, 9) : position)),
      };
    },
  ],
  [
    "items overlap",
    ["Item", "Neighbours"],
    (random, arrays) => {
      const number = random.int(0, arrays.items.length - 1);
      return withItem(arrays, number, { length: arrays.items[number]!.length + random.int(1, 5) });
    },
  ],
  [
    "an item starts late",
    ["Item", "Neighbours"],
    (random, arrays) => {
      const number = random.int(0, arrays.items.length - 1);
      return withItem(arrays, number, { start: arrays.items[number]!.start + random.int(1, 3) });
    },
  ],
  [
    "a separator is a word",
    ["Separator"],
    (random, arrays) => {
      const { start, length } = arrays.items[random.int(0, arrays.items.length - 1)]!;
      const at = random.int(0, 1) === 0 ? start + length : start + random.int(0, length - 1);
      return { ...arrays, tokens: arrays.tokens.map((token, i) => (i === at ? (token === 0 ? 1 : 0) : token)) };
    },
  ],
  [
    "a commit is not the ledger's",
    ["Item"],
    (random, arrays) => withItem(arrays, random.int(0, arrays.items.length - 1), { commit: random.int(900, 999) }),
  ],
  [
    "an item has another content or novelty than in the snapshot",
    ["MissingItem"],
    (random, arrays) =>
      withItem(
        arrays,
        random.int(0, arrays.items.length - 1),
        random.int(0, 1) === 0 ? { contentRoot: random.bytes32() } : { noveltyPpm: random.int(0, 999_999) },
      ),
  ],
  [
    "an item of the snapshot is missing",
    ["MissingItem"],
    (random, arrays) =>
      withItem(arrays, arrays.items.length - 1, { contributionId: arrays.items.at(-1)!.contributionId + BigInt(random.int(1, 99)) }),
  ],
  [
    "an item is of another cluster",
    ["Cluster", "SplitCluster"],
    (random, arrays) => {
      const number = random.int(0, arrays.items.length - 1);
      const { cluster } = arrays.items[number]!;
      return withItem(arrays, number, { cluster: (cluster + random.int(1, arrays.items.length - 1)) % arrays.items.length });
    },
  ],
  [
    "two items with the same words are of two clusters",
    ["SplitCluster"],
    (_, arrays) => withItem(arrays, arrays.items.length - 1, { cluster: arrays.items.length - 1 }),
  ],
];

describe("index proofs against random lies", function () {
  this.timeout(3_600_000);
  let w: AttributionWorld;
  let facts: IndexFacts;
  let published = 0;

  before(async () => {
    w = await attributionWorld("index");
    const commits = new Map(w.corpus.map(({ contributionId: id, commit }) => [id, commit]));
    facts = { snapshot: w.corpus, commitOf: (id) => commits.get(id) };
  });

  /** Publishes an index for a snapshot root, as another method's so that it can be published again. */
  async function publish(index: CommittedIndex, root: Hex = w.root) {
    const text = `lexical, index ${published++}`;
    const methodId = w.ethers.id(text) as Hex;
    await w.court.registerMethod(text, RULES);
    await w.court.publishManifest(GATEWAY_ID, methodId, root, w.manifestOf(index));
    return { gateway: GATEWAY_ID, methodId, snapshotRoot: root };
  }

  const callOf = (key: object, shown: IndexRefutation): readonly [string, readonly unknown[]] => {
    switch (shown.lie) {
      case "Rows":
        return ["refuteRows", [key, shown.a, shown.b]];
      case "Order":
        return ["refuteOrder", [key, shown.a, shown.b, shown.wordsA, shown.wordsB, shown.afterA, shown.afterB]];
      case "Item":
        return ["refuteItem", [key, shown.item]];
      case "Neighbours":
        return ["refuteNeighbours", [key, shown.a, shown.b]];
      case "Separator":
        return ["refuteSeparator", [key, shown.item, shown.offset, shown.words]];
      case "Cluster":
        return ["refuteCluster", [key, shown.item, shown.head, shown.offset, shown.itemWords, shown.headWords]];
      case "SplitCluster":
        return ["refuteSplitCluster", [key, shown.a, shown.b, shown.wordsA, shown.wordsB]];
      case "MissingItem":
        return ["refuteMissingItem", [key, shown.item, shown.neighbours]];
      case "ExtraItem":
        return ["refuteExtraItem", [key, shown.item, shown.neighbours]];
    }
  };
  const convicts = (key: object, shown: IndexRefutation) => {
    const [name, args] = callOf(key, shown);
    return w.indexProofs.getFunction(name).staticCall(...args);
  };

  it("finds no lie in an honest index", () => {
    expect(refuteIndex(w.index, facts)).to.equal(undefined);
  });

  for (const [name, lies, change] of CHANGES) {
    it(`refutes ${LIES_EACH} indexes in which ${name}`, async () => {
      const random = randomOf(`index ${name}`);
      for (let i = 0; i < LIES_EACH; i++) {
        const index = commitIndex(change(random, w.index.arrays, w));
        const shown = refuteIndex(index, facts);
        expect(shown, `case ${i}: nothing to show`).not.to.equal(undefined);
        expect(shown!.lie, `case ${i}`).to.be.oneOf([...lies, "Order", "Rows"]);
        const [call, args] = callOf({ gateway: GATEWAY_ID, methodId: METHOD_ID, snapshotRoot: w.root }, shown!);
        // Under the honest index of the same snapshot the same openings show nothing.
        const honest = await w.indexProofs
          .getFunction(call)
          .staticCall(...args)
          .then(
            () => "convicted",
            (error: Error) => error.message,
          );
        expect(honest, `case ${i}`).to.match(/AttributionProofs_\w+/);
        if (i < 5 || LIES_EACH > 20) await convicts(await publish(index), shown!);
      }
    });
  }

  it("refutes an index with an item that the snapshot does not have", async () => {
    const random = randomOf("extra items");
    for (let i = 0; i < LIES_EACH; i++) {
      const left = random.int(0, w.corpus.length - 1);
      const snapshot = w.corpus.filter((_, place) => place !== left);
      const root = snapshotRoot(snapshot);
      const shown = refuteIndex(w.index, { ...facts, snapshot })!;
      expect(shown.lie).to.equal("ExtraItem");
      const text = `lexical, snapshot ${i}`;
      await w.court.registerMethod(text, RULES);
      await w.court.publishManifest(GATEWAY_ID, w.ethers.id(text), root, w.manifestOf(w.index));
      await convicts({ gateway: GATEWAY_ID, methodId: w.ethers.id(text), snapshotRoot: root }, shown);
    }
  });

  it("refutes no index for an item whose terms forbid answers, which is in the snapshot and in no index", async () => {
    const terms = { licence: "MIT", licenceUri: "", metadataUri: "", isPrivate: false, contributionBond: 0, panelSize: 0 };
    const consents = { train: Consent.Allowed, infer: Consent.NotAllowed, mine: Consent.Allowed };
    await w.datanetRegistry.publishTerms(1, { ...terms, ...consents, curatorBps: 500, overlapPpm: 500_000 });
    const account = w.contributorAccounts[3]!;
    const [item, salt] = [{ contentRoot: w.ethers.id("kept out"), licence: "MIT", uri: "" }, w.ethers.id("salt")];
    await w.contributionLedger.commit(1, account, 2, 1, await w.contributionLedger.commitHash(account, 1, 2, [item], salt));
    await w.contributionLedger.reveal(await w.contributionLedger.commitCount(), [item], salt);
    const id = contributionId(account, ITEMS_EACH + 1);
    const accepted = { contribution: id, status: ContributionStatus.Accepted, reason: 0, noveltyPpm: 1_000_000, original: 0 };
    await w.curatorAdmission.decide(1, [accepted], w.ethers.ZeroHash, "");

    const snapshot = [...w.corpus, { contributionId: id, contentRoot: item.contentRoot as Hex, noveltyPpm: 1_000_000 }];
    const key = await publish(w.index, snapshotRoot(snapshot));
    const isServable = (contribution: bigint) => contribution !== id;
    expect(refuteIndex(w.index, { ...facts, snapshot, isServable })).to.equal(undefined);
    const shown = refuteIndex(w.index, { ...facts, snapshot })!;
    expect(shown.lie).to.equal("MissingItem");
    await expect(convicts(key, shown)).to.be.revertedWithCustomError(w.indexProofs, "AttributionProofs_NoLie");
  });

  it("punishes a false index once, and pays", async () => {
    const index = commitIndex({ ...w.index.arrays, suffixes: swapped(w.index.arrays.suffixes, 60, 61) });
    const key = await publish(index);
    const [name, args] = callOf(key, refuteIndex(index, facts)!);
    await expect(w.indexProofs.getFunction(name)(...args)).to.emit(w.court, "LieProven");
    const [event] = await w.court.queryFilter(w.court.filters.LieProven(), await w.ethers.provider.getBlockNumber());
    expect([Number(event!.args.lie), event!.args.toHarmed]).to.deep.equal([AttributionLie.FalseIndex, 0n]);
    await expect(w.indexProofs.getFunction(name)(...args)).to.be.revertedWithCustomError(w.court, "AttributionCourt_AlreadyProven");
  });

  it("asks for neighbours, and for an index that was published", async () => {
    const key = { gateway: GATEWAY_ID, methodId: METHOD_ID, snapshotRoot: w.root };
    const index = commitIndex(w.index.arrays);
    const unknown = { ...key, snapshotRoot: w.ethers.id("unknown") };
    const shown = refuteIndex(commitIndex(withItem(w.index.arrays, 3, { commit: 999 })), facts)!;
    await expect(convicts(unknown, shown)).to.be.revertedWithCustomError(w.indexProofs, "AttributionProofs_NoManifest");
    const item = openItem(index, 3);
    await expect(w.indexProofs.refuteItem.staticCall(key, item as never)).to.be.revertedWithCustomError(
      w.indexProofs,
      "AttributionProofs_NoLie",
    );
    await expect(w.indexProofs.refuteNeighbours.staticCall(key, item as never, openItem(index, 5) as never)).to.be.revertedWithCustomError(
      w.indexProofs,
      "AttributionProofs_BadOpening",
    );
    const far = { ...openPages(index.words, 0, 1) };
    await expect(w.indexProofs.refuteSeparator.staticCall(key, item as never, 0, far as never)).to.be.revertedWithCustomError(
      w.indexProofs,
      "AttributionProofs_NotShown",
    );
    await expect(w.indexProofs.refuteExtraItem.staticCall(key, item as never, [])).to.be.revertedWithCustomError(
      w.indexProofs,
      "AttributionProofs_BadOpening",
    );
    await expect(w.indexProofs.refuteExtraItem.staticCall(key, item as never, [[]])).to.be.revertedWithCustomError(
      w.indexProofs,
      "AttributionProofs_NoLie",
    );
  });
});
