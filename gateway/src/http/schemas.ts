import { isHex, type Hex } from "viem";
import { z } from "zod";

const textPart = z.object({ type: z.literal("text"), text: z.string() });
const content = z.union(
  [
    z.string(),
    z
      .array(textPart)
      .min(1)
      .transform((parts) => parts.map(({ text }) => text).join("")),
  ],
  {
    error: "it must be a string or a list of text parts",
  },
);

const maxTokens = z.int().min(1).max(1_000_000).nullish();
const unsupported = (what: string) => z.union([z.null(), z.tuple([])], { error: `${what} is not supported here; leave it out` }).optional();

const shared = {
  model: z.string().min(1).max(64),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  max_tokens: maxTokens,
  n: z.literal(1, { error: "only one choice is served; leave n out" }).nullish(),
  stop: z.union([z.string().min(1).max(64), z.array(z.string().min(1).max(64)).max(4)]).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  seed: z.int().nullish(),
  user: z.string().max(256).nullish(),
};

/** Body of `POST /v1/chat/completions`; unknown fields are ignored, as OpenAI's clients send new ones all the time. */
export const chatBody = z.object({
  ...shared,
  messages: z
    .array(z.object({ role: z.enum(["system", "developer", "user", "assistant"]), content }))
    .min(1)
    .max(1_024),
  max_completion_tokens: maxTokens,
  tools: unsupported("tools"),
  functions: unsupported("functions"),
});

/** Body of `POST /v1/completions`. */
export const completionBody = z.object({
  ...shared,
  prompt: z.union(
    [
      z.string().min(1),
      z
        .array(z.string().min(1))
        .length(1)
        .transform(([text]) => text!),
    ],
    { error: "it must be one non-empty string" },
  ),
});

/** A 64-bit amount as a decimal string or a safe integer. */
const uint64 = z.union([z.string().regex(/^\d{1,20}$/), z.int().min(0)]).transform((value, context) => {
  const amount = BigInt(value);
  if (amount < 2n ** 64n) return amount;
  context.addIssue({ code: "custom", message: "it is above 2^64 - 1" });
  return z.NEVER;
});
const uint = (bits: number) =>
  z
    .int()
    .min(0)
    .max(2 ** bits - 1);
const hex = z.string().refine((value): value is Hex => isHex(value) && value.length % 2 === 0 && value.length <= 8_194, {
  error: "it must be 0x-hex of at most 4,096 bytes",
});

/** A voucher and its signature. */
export const signedVoucher = z.object({
  voucher: z.object({ payerAccount: uint(32), gatewayId: uint(32), cumulative: uint64, expiry: uint(48) }),
  signature: hex,
});

/** Body of `POST /v1/keys`. */
export const keyBody = signedVoucher.extend({
  evidence: z.enum(["public", "private"]).default("private"),
  label: z
    .string()
    .max(64)
    .regex(/^[^\p{Cc}]*$/u, { error: "it has control characters" })
    .default(""),
});

/** Body of `POST /v1/receipts/{id}/evidence`. */
export const evidenceRequestBody = z.object({
  account: uint(32).min(1),
  expiry: uint(48),
  nonce: hex.refine((value) => value.length === 66, { error: "it must be 32 bytes of 0x-hex" }),
  signature: hex,
});

export type EvidenceRequestBody = z.output<typeof evidenceRequestBody>;
export type SignedVoucherBody = z.output<typeof signedVoucher>;
