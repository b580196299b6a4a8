/** A whole number from the command line. @throws Error naming the option, its value and its bounds. */
export function wholeOption(
  name: string,
  given: string | undefined,
  { usual, least, most }: { usual: number; least: number; most: number },
): number {
  const value = Number(given ?? usual);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${name} is ${given}; it must be a whole number from ${least} to ${most}`);
}
