// `npm run gateway`: the gateway, configured by environment variables (docs/operating.md).
await import("../gateway/src/main.ts");
