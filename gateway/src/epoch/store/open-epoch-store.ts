import path from "node:path";

import type { EpochStore } from "./epoch-store.ts";
import { folderStore } from "./folder-store.ts";
import { httpStore } from "./http-store.ts";
import { s3Store } from "./s3-store.ts";

/** Where S3 keys come from: the names that every S3 client reads. */
export type StoreEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Opens a store by its place: a folder, `s3+https://host/bucket/prefix`, or the http(s) address of a gateway.
 * @throws Error that names the variable that is missing.
 */
export function openEpochStore(place: string, environment: StoreEnvironment): EpochStore {
  if (/^s3\+https?:\/\//.test(place)) {
    const required = (name: string): string => {
      const value = environment[name];
      if (value === undefined || value === "") throw new Error(`${name} is not set; the store ${place} needs it.`);
      return value;
    };
    return s3Store({
      url: place.slice("s3+".length),
      region: environment["AWS_REGION"] ?? "us-east-1",
      accessKeyId: required("AWS_ACCESS_KEY_ID"),
      secretAccessKey: required("AWS_SECRET_ACCESS_KEY"),
    });
  }
  return /^https?:\/\//.test(place) ? httpStore(place) : folderStore(path.resolve(place));
}
