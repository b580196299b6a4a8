import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

import { repositoryRoot } from "./deployment.ts";

/** Files that git tracks or would track, as paths from the root of the repository. */
export function repositoryFiles(...patterns: string[]): string[] {
  const output = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...patterns], {
    cwd: repositoryRoot,
    encoding: "utf8",
  });
  return [...new Set(output.split("\n").filter((line) => line !== ""))].sort();
}

export function readRepositoryFile(file: string): string {
  return readFileSync(path.join(repositoryRoot, file), "utf8");
}
