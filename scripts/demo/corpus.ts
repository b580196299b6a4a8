import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { repositoryRoot } from "../lib/deployment.ts";

/** One text with where it comes from and under which licence. */
export type CorpusItem = {
  /** `npm:<package>@<version>/<path>` */
  readonly uri: string;
  /** SPDX id that the file itself declares, else its package's. */
  readonly licence: string;
  readonly text: string;
};

/** A package of this installation, as a contributor. */
export type CorpusSource = { readonly packageName: string; readonly author: string; readonly items: readonly CorpusItem[] };

type Selection = { readonly packageName: string; readonly author: string; readonly folders: readonly string[]; readonly most: number };

const largestItem = 60_000;

const selections: readonly Selection[] = [
  {
    packageName: "@openzeppelin/contracts",
    author: "OpenZeppelin",
    folders: ["access", "account", "finance", "governance", "metatx", "proxy", "token", "utils"],
    most: 240,
  },
  { packageName: "solady", author: "Solady", folders: ["src/auth", "src/accounts", "src/tokens", "src/utils"], most: 60 },
  { packageName: "@prb/math", author: "PRB Math", folders: ["src"], most: 30 },
  { packageName: "erc721a", author: "ERC721A", folders: ["contracts", "."], most: 12 },
  { packageName: "ethers", author: "ethers", folders: ["."], most: 3 },
  {
    packageName: "hardhat",
    author: "Hardhat",
    folders: ["skills/hardhat", "skills/hardhat-toolbox-mocha-ethers", "skills/hardhat-toolbox-viem", "."],
    most: 5,
  },
  { packageName: "@openzeppelin/contracts-upgradeable", author: "OpenZeppelin Upgradeable", folders: ["access", "governance"], most: 16 },
];

/** Solidity sources and documentation of the installed packages, each package a contributor. */
export async function readCorpus(): Promise<CorpusSource[]> {
  return Promise.all(
    selections.map(async (selection) => {
      const folder = path.join(repositoryRoot, "node_modules", selection.packageName);
      const manifest = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")) as { version: string; license: string };
      const files = await listFiles(folder, selection);
      const items: CorpusItem[] = [];
      for (const file of files) {
        const text = await readFile(path.join(folder, file), "utf8");
        if (text.length > largestItem || text.length < 400) continue;
        items.push({
          uri: `npm:${selection.packageName}@${manifest.version}/${file}`,
          licence: declaredLicence(file, text) ?? manifest.license,
          text,
        });
        if (items.length === selection.most) break;
      }
      return { packageName: selection.packageName, author: selection.author, items };
    }),
  );
}

async function listFiles(folder: string, { folders }: Selection): Promise<string[]> {
  const lists = await Promise.all(
    folders.map(async (part) => {
      const recursive = part !== ".";
      const names = await readdir(path.join(folder, part), { recursive });
      return names.filter((name) => /\.(sol|md)$/.test(name) && !/mock|CHANGELOG|LICENSE/i.test(name)).map((name) => path.join(part, name));
    }),
  );
  return [...new Set(lists.flat())].sort();
}

/** The SPDX id in the first line of a source file. */
function declaredLicence(file: string, text: string): string | undefined {
  return file.endsWith(".sol") ? /^\/\/ SPDX-License-Identifier:\s*([\w.+-]+)/.exec(text)?.[1] : undefined;
}
