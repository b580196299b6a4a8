// Written apart from the sdk, the operator and the watcher, in the plainest form: what everybody has to have, from the gateway's public receipts alone.

type Entry = { readonly role: number; readonly account: number; readonly bps: number };

const RECEIPT = 113;
const LEG = 10;
const DATA = 0;

/**
 * Adds up what a closed epoch's receipts give to each account.
 * @param url Address of the gateway. @param split Split table of the one offering that the receipts name.
 */
export async function simpleSum(
  url: string,
  epoch: number,
  { split, commons }: { readonly split: readonly Entry[]; readonly commons: number },
): Promise<{ readonly credits: ReadonlyMap<number, bigint>; readonly receipts: number }> {
  const credits = new Map<number, bigint>();
  const add = (account: number, amount: bigint) => credits.set(account, (credits.get(account) ?? 0n) + amount);
  let receipts = 0;
  for (;;) {
    const response = await fetch(`${url}/v1/epochs/${epoch}/receipts?from=${receipts}`);
    if (!response.ok) throw new Error(`the gateway answers ${response.status}`);
    const bytes = await response.arrayBuffer();
    if (bytes.byteLength === 0) return { credits, receipts };
    const view = new DataView(bytes);
    for (let at = 0; at < bytes.byteLength; receipts++) {
      const fee = view.getBigUint64(at + 29);
      const legCount = view.getUint16(at + 43);
      const weightTotal = BigInt(view.getUint32(at + 45));
      let left = fee;
      let data = 0n;
      let points = 0n;
      for (const { role, account, bps } of split) {
        const before = (fee * points) / 10_000n;
        points += BigInt(bps);
        const amount = (fee * points) / 10_000n - before;
        if (role === DATA) data = amount;
        else {
          add(account, amount);
          left -= amount;
        }
      }
      let weights = 0n;
      at += RECEIPT;
      for (let leg = 0; leg < legCount; leg++, at += LEG) {
        const before = (data * weights) / weightTotal;
        weights += BigInt(view.getUint16(at + 7));
        const amount = (data * weights) / weightTotal - before;
        add(view.getUint32(at), amount);
        left -= amount;
      }
      add(commons, left);
    }
  }
}
