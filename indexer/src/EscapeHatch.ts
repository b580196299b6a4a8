import { receiptSettled } from "./epochs/receipt-settled.ts";
import type { Reducers } from "./fold/contracts.ts";

export const escapeHatchReducers: Reducers<"EscapeHatch"> = { ReceiptSettled: receiptSettled };
