import { FoldError } from "./fold-error.ts";

/** The word for a Solidity enum value. @throws FoldError for a value the enum does not have. */
export const nameOf = <const Values extends readonly string[]>(
  enumeration: { readonly enumName: string; readonly enumValues: Values },
  value: number,
): Values[number] => {
  const name = enumeration.enumValues[value];
  if (name === undefined) throw new FoldError(`${enumeration.enumName} has no value ${value}`);
  return name;
};

/** An id, or null for zero, which the contracts use for none. */
export const idOrNull = <T extends number | bigint>(id: T): T | null => (id === 0 || id === 0n ? null : id);

/** Contributor's account of a contribution id. */
export const ownerOf = (contribution: bigint): number => Number(contribution >> 24n);

/** Local number of a contribution id. */
export const localOf = (contribution: bigint): number => Number(contribution & 0xff_ffffn);
