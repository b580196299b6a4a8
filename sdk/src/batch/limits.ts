/** Most of each in one batch of the direct rail (docs/formats/batch.md). */
export const BATCH_LIMITS = { receipts: 256, legs: 64, payers: 255, offerings: 16, accounts: 4096, pages: 4096 } as const;

/** Contributions on a page of standings. */
export const SLOTS_PER_PAGE = 128;

/** Highest page: local numbers have 24 bits, 7 of them the slot. */
export const MAX_PAGE = 0x1ffff;

/** Bytes of the header. */
export const HEADER_BYTES = 23;

/** Bytes of a receipt without its legs. */
export const BATCH_RECEIPT_BYTES = 60;

/** Bytes of a leg. */
export const BATCH_LEG_BYTES = 6;
