/**
 * Length in bytes of `data` compressed with FastLZ level 1, as the OP stack counts it for the L1 fee (`FlzCompressLen` of op-geth, `LibZip.flzCompress`
 * of the `GasPriceOracle` predeploy).
 */
export function fastLzLength(data: Uint8Array): number {
  const table = new Uint32Array(8192);
  const at = (index: number) => data[index] ?? 0;
  const three = (index: number) => at(index) | (at(index + 1) << 8) | (at(index + 2) << 16);
  const hash = (value: number) => (Math.imul(2654435769, value) >>> 19) & 0x1fff;
  const remember = (index: number) => {
    table[hash(three(index))] = index;
    return index + 1;
  };
  let length = 0;
  const literals = (count: number) => {
    length += 33 * Math.floor(count / 32);
    if (count % 32 !== 0) length += (count % 32) + 1;
  };
  const match = (count: number) => {
    const rest = count - 1;
    length += 3 * Math.floor(rest / 262) + (rest % 262 >= 6 ? 3 : 2);
  };

  const limit = data.length < 13 ? 0 : data.length - 13;
  let anchor = 0;
  let index = 2;
  while (index < limit) {
    let reference = 0;
    for (;;) {
      const sequence = three(index);
      const slot = hash(sequence);
      reference = table[slot]!;
      table[slot] = index;
      const distance = index - reference;
      if (index >= limit) break;
      index += 1;
      if (distance <= 0x1fff && sequence === three(reference)) break;
    }
    if (index >= limit) break;
    index -= 1;
    if (index > anchor) literals(index - anchor);
    let same = 0;
    while (same < limit + 9 - (index + 3) && at(reference + 3 + same) === at(index + 3 + same)) same += 1;
    match(same + 1);
    index = remember(remember(index + same + 1));
    anchor = index;
  }
  literals(data.length - anchor);
  return length;
}

/** L1 data bytes that the Fjord fee function charges a signed transaction for. */
export function l1Bytes(signedTransaction: Uint8Array): number {
  return Math.max(100, -42.5856 + 0.8365 * fastLzLength(signedTransaction));
}
