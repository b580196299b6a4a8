import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { buildIndex } from "./build-index.ts";
import { IndexFileError, keyOfIndexFile, loadIndex, saveIndex } from "./index-file.ts";
import { columnsOf } from "./lexical-index.ts";

const TEXTS = ["the first of two short texts", "the second of two short texts", ""];
const index = buildIndex(
  TEXTS.map((text, i) => ({ contributionId: BigInt(i) << 24n, contentRoot: "0x", text, noveltyPpm: 10 * i, commit: 7 - i })),
);

describe("index files", () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "openledger-index-"));
    file = path.join(folder, "a", "b.index");
    saveIndex(file, index, "lexical 0x01");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("give back what was saved, and leave nothing else behind", () => {
    expect(columnsOf(loadIndex(file, "lexical 0x01"))).to.deep.equal(columnsOf(index));
    expect(loadIndex(file).items).to.deep.equal(index.items);
    expect(keyOfIndexFile(file)).to.equal("lexical 0x01");
    expect(readdirSync(path.dirname(file))).to.deep.equal(["b.index"]);
  });

  it("are refused when they are of something else", () => {
    expect(() => loadIndex(file, "lexical 0x02")).to.throw(IndexFileError, 'it is of "lexical 0x01", not of "lexical 0x02"');
  });

  it("are refused with any byte changed or cut off", () => {
    const bytes = readFileSync(file);
    const other = path.join(folder, "other.index");
    for (let at = 0; at < bytes.length; at += at < 60 ? 1 : 37) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 0x10;
      writeFileSync(other, changed);
      expect(() => loadIndex(other), `byte ${at}`).to.throw(IndexFileError);
      writeFileSync(other, bytes.subarray(0, at));
      expect(() => loadIndex(other), `cut at ${at}`).to.throw(IndexFileError, "is no usable index");
    }
  });

  it("that do not exist are an error of the file system", () => {
    expect(() => loadIndex(path.join(folder, "none"))).to.throw("ENOENT");
  });
});
