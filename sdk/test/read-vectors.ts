import { readFileSync } from "node:fs";
import path from "node:path";

/** Reads a file of test/vectors, with the shape that the caller knows. */
export function readVectors<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, "../../test/vectors", `${name}.json`), "utf8")) as Shape;
}
