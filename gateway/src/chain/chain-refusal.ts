/** A contract reverted: sending the same again is of no use. */
export class ChainRefusal extends Error {}
