import { missingAllowance } from "../epoch-rail/missing-allowance.ts";
import { Refusal } from "../epoch-rail/refusal.ts";
import type { CourtContext } from "./context.ts";

/** Pays for a second panel about a case, which is twice as large. @param account The appellant's. */
export async function appealCase(context: CourtContext, number: number, account: number): Promise<void> {
  const { session } = context;
  const approval = await missingAllowance(session, "RerunPanel", await session.read<bigint>("RerunPanel", "appealCost"));
  if (approval) await context.send(approval);
  try {
    const transaction = await context.send({ contract: "RerunPanel", functionName: "appeal", args: [number, account] });
    context.report({ kind: "filed", says: `appealed case ${number}`, transaction });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    context.report({ kind: "refused", says: `case ${number}: ${error.message}` });
  }
}
