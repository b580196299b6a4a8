// `npm run indexer`: the indexer, configured by environment variables (docs/operating.md).
await import("../indexer/scripts/start.ts");
