import { isHex, type Hex } from "viem";
import { z } from "zod";

const hex = z.string().refine((value): value is Hex => isHex(value), { error: "it must be 0x and hex digits" });
const amount = z.string().regex(/^\d{1,20}$/, { error: "it must be a whole number in quotes" });
const count = z.number().int().nonnegative();

const schema = z.object({
  receipt_id: hex,
  packed: hex,
  legs: z.array(z.object({ contributionId: amount, weight: count, class: z.enum(["proven", "recomputable", "judged"]) })),
  signature: hex,
  signer: hex,
  /** Of a receipt that was signed in a batch: what the signature covers, and the siblings on the way to its root, as `BatchedReceipt` names them. */
  batch: z.object({ firstSequence: count, count: count.min(1), legCount: count, feeTotal: amount, path: z.array(hex) }).optional(),
  domain: z.object({ chainId: count, verifyingContract: hex }).optional(),
});

/** A receipt as a gateway serves it at `/v1/receipts/{id}`. */
export type ReceiptFile = z.infer<typeof schema>;

/** @throws Error of one line that names the field at fault. */
export function parseReceiptFile(text: string): ReceiptFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`it is not JSON (${(error as Error).message})`, { cause: error });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new Error(`${path.join(".") || "it"}: ${message}`);
}
