/** Seconds of processor time of this process, user and system, that `work` takes; the least of `runs`. Other work on the machine changes it least of all. */
export async function cpuSeconds(work: () => unknown, runs = 1): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < runs; i++) {
    const start = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1e6);
  }
  return least;
}
