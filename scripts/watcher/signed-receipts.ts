import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { decodeReceipt, receiptId } from "@openledger/sdk";
import type { Hex } from "viem";

import { parseReceiptFile, type ReceiptFile } from "../../gateway/src/epoch/receipt-file.ts";
import { isSignedByGateway } from "../epoch-rail/signed-receipt.ts";
import type { RailSession } from "../epoch-rail/session.ts";

/** A receipt of the epoch lane that a gateway certainly signed. */
export type SignedReceipt = {
  readonly file: ReceiptFile;
  readonly id: Hex;
  readonly gatewayId: number;
  readonly epoch: number;
  readonly sequence: number;
};

/** Reads the receipts that people kept. What cannot be read, or was not signed by its gateway, is named and left aside. */
export async function readSignedReceipts(
  session: RailSession,
  folder: string | undefined,
  warn: (line: string) => void,
): Promise<readonly SignedReceipt[]> {
  if (folder === undefined) return [];
  const receipts: SignedReceipt[] = [];
  for (const name of (await readdir(folder)).filter((entry) => entry.endsWith(".json")).sort()) {
    try {
      const file = parseReceiptFile(await readFile(path.join(folder, name), "utf8"));
      const receipt = decodeReceipt(file.packed);
      if (receipt.lane !== "epoch") continue;
      const { isSigned, isKeyValid } = await isSignedByGateway(session, file);
      if (!isSigned || !isKeyValid)
        throw new Error(isSigned ? "its key was not valid when it was served" : "its signature is not its signer's");
      receipts.push({ file, id: receiptId(receipt), gatewayId: receipt.gatewayId, epoch: receipt.epoch, sequence: receipt.sequence });
    } catch (error) {
      warn(`${name} proves nothing: ${(error as Error).message.split("\n")[0]}`);
    }
  }
  return receipts;
}
