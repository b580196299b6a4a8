/** Reads a packed batch with nothing but docs/formats/batch.md and Node's Buffer. */
export function readBlobByHand(blob: string) {
  const bytes = Buffer.from(blob.slice(2), "hex");
  const [payerCount, offeringCount, accountCount] = [bytes[15]!, bytes[16]!, bytes.readUInt16BE(17)];
  const [pageCount, receiptCount] = [bytes.readUInt16BE(19), bytes.readUInt16BE(21)];
  const payers = 23;
  const offerings = payers + 4 * payerCount;
  const accounts = offerings + 4 * offeringCount;
  const pages = accounts + 4 * accountCount;
  let at = pages + 5 * pageCount;
  const receipts = [];
  for (let i = 0; i < receiptCount; i++) {
    const legCount = bytes.readUInt16BE(at + 22);
    const legs = [];
    for (let leg = at + 60; leg < at + 60 + 6 * legCount; leg += 6) {
      const page = pages + 5 * bytes.readUInt16BE(leg);
      const account = bytes.readUInt32BE(accounts + 4 * bytes.readUInt16BE(page));
      const local = bytes.readUIntBE(page + 2, 3) * 128 + bytes[leg + 2]!;
      const legClass = ["none", "proven", "recomputable", "judged"][bytes[leg + 5]!];
      legs.push([BigInt(account) * 2n ** 24n + BigInt(local), bytes.readUInt16BE(leg + 3), legClass]);
    }
    receipts.push({
      payerAccount: bytes.readUInt32BE(payers + 4 * bytes[at]!),
      offeringId: bytes.readUInt32BE(offerings + 4 * bytes[at + 1]!),
      fee: bytes.readBigUInt64BE(at + 8),
      contextRoot: `0x${bytes.toString("hex", at + 28, at + 60)}`,
      legs,
    });
    at += 60 + 6 * legCount;
  }
  if (at !== bytes.length) throw new Error(`${bytes.length - at} bytes are left`);
  return receipts;
}
