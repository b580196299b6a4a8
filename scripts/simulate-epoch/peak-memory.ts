import { existsSync, readFileSync } from "node:fs";

/** Most memory that this process had in RAM so far, MB. Linux counts its parent's into `maxRSS`, but not into the kernel's own mark. */
export function peakMemory(): number {
  const status = "/proc/self/status";
  const mark = existsSync(status) ? /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(status, "utf8")) : null;
  return Math.round(Number(mark?.[1] ?? process.resourceUsage().maxRSS) / 1024);
}
