import type { Context } from "hono";

import { storeVoucher } from "../journal/keys.ts";
import { acceptVoucher } from "../serving/accept-voucher.ts";
import type { Gateway } from "../serving/gateway.ts";
import { ApiError } from "./api-error.ts";
import type { Environment } from "./environment.ts";
import { signedVoucher } from "./schemas.ts";

const LONGEST = 16_384;

/** Takes the voucher that a request may carry in `x-openledger-voucher`, base64 of `{voucher, signature}`; it raises the payer's budget. */
export async function readVoucherHeader(context: Context<Environment>, gateway: Gateway): Promise<void> {
  const header = context.req.header("x-openledger-voucher");
  if (header === undefined) return;
  const bad = (why: string): ApiError =>
    new ApiError(`The header x-openledger-voucher ${why}; send base64 of {"voucher": {...}, "signature": "0x..."}.`, {
      status: 400,
      code: "invalid_voucher",
    });
  if (header.length > LONGEST) throw bad(`has ${header.length} characters`);
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(header, "base64").toString("utf8"));
  } catch {
    throw bad("is not base64 of JSON");
  }
  const parsed = signedVoucher.safeParse(json);
  if (!parsed.success) throw bad(`has a bad field ${parsed.error.issues[0]!.path.join(".")}`);
  const { payer } = context.get("apiKey");
  if (parsed.data.voucher.payerAccount !== payer)
    throw bad(`is of account ${parsed.data.voucher.payerAccount}, the API key of account ${payer}`);
  await storeVoucher(gateway.database, await acceptVoucher(gateway, parsed.data), Date.now());
}
