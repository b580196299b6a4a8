import type { Call, RailContract, RailSession } from "./session.ts";

const TOKEN_UNITS_PER_NANO = 1_000_000_000n;

/** The call that lets a contract take so much OPEN from the session's key; undefined if it may already. @param nano nano-OPEN. */
export async function missingAllowance(session: RailSession, contract: RailContract, nano: bigint): Promise<Call | undefined> {
  const spender = session.address(contract);
  const wanted = TOKEN_UNITS_PER_NANO * nano;
  if ((await session.read<bigint>("OpenToken", "allowance", [session.sender(), spender])) >= wanted) return undefined;
  return { contract: "OpenToken", functionName: "approve", args: [spender, wanted] };
}
