import { isHex, type Hex } from "viem";
import { z } from "zod";

const root = z.string().refine((value): value is Hex => isHex(value) && value.length === 66, { error: "it must be 32 bytes of hex" });
const hex = z.string().refine((value): value is Hex => isHex(value), { error: "it must be 0x and hex digits" });
const count = z.number().int().nonnegative();
const amount = z.string().regex(/^\d{1,20}$/, { error: "it must be a whole number in quotes" });

const schema = z.object({
  requestHash: root,
  promptRoot: root,
  outputRoot: root,
  methodId: root,
  snapshotRoot: root,
  evidenceRoot: root,
  outputTokensRoot: root,
  snapshots: z.array(z.object({ datanet: count, number: count })),
  retrieved: z.array(amount),
  evidence: z.array(
    z.object({
      class: z.enum(["proven", "recomputable", "judged"]),
      contributionId: amount,
      outputStart: count,
      outputLength: count,
      itemStart: count,
      itemLength: count,
      documents: count,
      credit: amount,
    }),
  ),
  /** Which judged records name. */
  prior: z.object({ number: count, root }).optional(),
  /** Of who paid, and the operator. */
  salt: root.optional(),
  outputHashes: hex.optional(),
});

/** A receipt's evidence as a gateway serves it at `/v1/receipts/{id}/evidence`. */
export type EvidenceFile = z.infer<typeof schema>;

/** @throws Error of one line that names the field at fault. */
export function parseEvidenceFile(json: unknown): EvidenceFile {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new Error(`${path.join(".") || "it"}: ${message}`);
}
