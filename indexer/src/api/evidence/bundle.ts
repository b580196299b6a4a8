import { z } from "zod";

const count = z.number().int().min(0).max(0x7fff_ffff);
const decimal = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform(BigInt);
const hash = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/)
  .transform((text) => text.toLowerCase() as `0x${string}`);

const record = z.object({
  class: z.enum(["proven", "recomputable", "judged"]),
  contributionId: decimal,
  outputStart: count,
  outputLength: count,
  itemStart: count,
  itemLength: count,
  documents: count,
  credit: decimal,
});

const words = z.object({
  contributionId: decimal,
  outputStart: count,
  outputLength: count,
  itemStart: count,
  documents: count,
  words: z.string().optional(),
});

/**
 * What a gateway serves at `/v1/receipts/{id}/evidence` (docs/formats/receipt.md): the six fields of the context root, the records
 * under the evidence root in order, the other two roots of it by what they commit to, the snapshots under the snapshot root, and the words of the spans that anybody may see.
 */
export const bundleSchema = z.object({
  requestId: z.string().max(256).optional(),
  requestHash: hash,
  promptRoot: hash,
  outputRoot: hash,
  methodId: hash,
  snapshotRoot: hash,
  evidenceRoot: hash,
  outputTokensRoot: hash,
  retrieved: z.array(decimal).max(4_096),
  snapshots: z.array(z.object({ datanet: count, number: count, itemRoot: hash })).max(8),
  evidence: z.array(record).max(4_096),
  spans: z.array(words).max(4_096),
});

export type Bundle = z.infer<typeof bundleSchema>;
