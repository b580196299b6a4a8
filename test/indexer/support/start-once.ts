import { execFile } from "node:child_process";
import path from "node:path";

import { repositoryRoot } from "../../../scripts/lib/deployment.ts";

/** Starts the indexer with settings that it refuses; the one line it says. @throws if it says more, or does not stop with code 1. */
export const startOnce = (env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const command = ["--import", "tsx", path.join(repositoryRoot, "indexer/scripts/start.ts"), ...args];
    const options = { cwd: repositoryRoot, env: { ...process.env, DATABASE_URL: "", ...env }, timeout: 180_000 };
    execFile(process.execPath, command, options, (error, stdout, stderr) => {
      const lines = stderr.split("\n").filter((line) => line !== "");
      if (error?.code === 1 && lines.length === 1 && stdout === "") resolve(lines[0]!);
      else reject(new Error(`code ${error?.code ?? 0}, said:\n${stdout}${stderr}`));
    });
  });
