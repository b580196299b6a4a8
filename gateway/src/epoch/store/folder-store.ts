import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";

import { objectName, type EpochStore } from "./epoch-store.ts";

/** A store in a folder: one file for each object, in a folder for each kind. */
export function folderStore(folder: string): EpochStore {
  return {
    place: folder,
    read: async (kind, key) => {
      try {
        return Uint8Array.from(await readFile(path.join(folder, objectName(kind, key))));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    write: async (kind, key, bytes) => {
      const file = path.join(folder, objectName(kind, key));
      await mkdir(path.dirname(file), { recursive: true });
      // Renamed when complete, so that a process that dies leaves no half of an object.
      const draft = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}.draft`;
      await writeFile(draft, bytes);
      await rename(draft, file);
    },
  };
}
