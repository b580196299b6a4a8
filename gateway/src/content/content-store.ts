import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";

import type { Hex } from "viem";

/** Texts by content root: the root says whether a text is the right one, so a store needs no trust. */
export interface ContentStore {
  readonly get: (contentRoot: Hex) => Promise<string | undefined>;
  readonly put: (contentRoot: Hex, text: string) => Promise<void>;
  /** Roots in the store, lower case. */
  readonly roots: () => ReadonlySet<Hex>;
}

const NAME = /^0x[0-9a-f]{64}$/;

/** A store in a folder, one file for each root. */
export async function openContentStore(folder: string): Promise<ContentStore> {
  await mkdir(folder, { recursive: true });
  const roots = new Set((await readdir(folder)).filter((name): name is Hex => NAME.test(name)));
  const fileOf = (contentRoot: Hex): string => {
    const name = contentRoot.toLowerCase();
    if (!NAME.test(name)) throw new RangeError(`A content root is 32 bytes of hex, not ${JSON.stringify(contentRoot)}.`);
    return path.join(folder, name);
  };
  return {
    roots: () => roots,
    get: (contentRoot) =>
      roots.has(contentRoot.toLowerCase() as Hex) ? readFile(fileOf(contentRoot), "utf8") : Promise.resolve(undefined),
    put: async (contentRoot, text) => {
      const file = fileOf(contentRoot);
      const draft = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}.draft`;
      await writeFile(draft, text);
      await rename(draft, file);
      roots.add(contentRoot.toLowerCase() as Hex);
    },
  };
}
