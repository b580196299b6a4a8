// `npm run indexer:dump`: every row of an index, in a fixed order.
await import("../indexer/scripts/dump.ts");
