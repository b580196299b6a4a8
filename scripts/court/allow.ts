import type { CourtContext } from "./context.ts";

const NANO = 1_000_000_000n;

/** Lets a contract take so much from the key's wallet, if it may not yet. @param nano nano-OPEN. */
export async function allow(context: CourtContext, contract: "RerunPanel", nano: bigint): Promise<void> {
  const { session } = context;
  const spender = session.address(contract);
  const wanted = NANO * nano;
  if ((await session.read<bigint>("OpenToken", "allowance", [session.sender(), spender])) >= wanted) return;
  await context.send({ contract: "OpenToken", functionName: "approve", args: [spender, wanted] });
}
