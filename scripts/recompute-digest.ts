// `node --import tsx scripts/recompute-digest.ts <receipts> <wasm|typescript>`: what `npm run check:recompute` runs in each Node.
import { useWebAssembly } from "../gateway/src/attribution/web-assembly.ts";
import { digestOfReceipts } from "../gateway/test/receipt-set.ts";

const [receipts, core] = process.argv.slice(2);
useWebAssembly(core !== "typescript");
process.stdout.write(
  `${JSON.stringify({ ...digestOfReceipts(Number(receipts)), node: process.versions.node, unicode: process.versions.unicode })}\n`,
);
