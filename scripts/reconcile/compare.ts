/** Sums and counts by name, `group / item`: amounts in nano-OPEN, times in Unix seconds, the rest counts. */
export type Facts = ReadonlyMap<string, bigint>;

/** One name of a group with what each side says of it; undefined where a side says nothing. */
export type Difference = { readonly name: string; readonly chain: bigint | undefined; readonly index: bigint | undefined };

export type Group = {
  readonly name: string;
  readonly compared: number;
  readonly chainSum: bigint;
  readonly indexSum: bigint;
  readonly differences: readonly Difference[];
};

/** Groups in which the chain may have more: anybody may send OPEN to a contract, and nothing is owed for it. */
export const AT_LEAST_GROUPS: ReadonlySet<string> = new Set(["OPEN held"]);

/** Compares everything either side names; what only one side names is a difference. Groups stand in the order the chain names them. */
export function compareFacts(chain: Facts, index: Facts): Group[] {
  const names = [...new Set([...chain.keys(), ...index.keys()])];
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const group = name.split(" / ")[0]!;
    const members = groups.get(group) ?? [];
    members.push(name);
    groups.set(group, members);
  }
  return [...groups].map(([name, members]) => {
    const isEqual = (left: bigint | undefined, right: bigint | undefined) =>
      AT_LEAST_GROUPS.has(name) && left !== undefined && right !== undefined ? left >= right : left === right;
    const pairs = members.map((member): Difference => ({ name: member, chain: chain.get(member), index: index.get(member) }));
    return {
      name,
      compared: pairs.length,
      chainSum: pairs.reduce((sum, pair) => sum + (pair.chain ?? 0n), 0n),
      indexSum: pairs.reduce((sum, pair) => sum + (pair.index ?? 0n), 0n),
      differences: pairs.filter((pair) => !isEqual(pair.chain, pair.index)),
    };
  });
}

/** A difference in one line. */
export function describeDifference({ name, chain, index }: Difference): string {
  return `${name}: chain ${chain ?? "nothing"}, index ${index ?? "nothing"}`;
}
