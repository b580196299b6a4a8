// Loaded into Ponder's process. Without it a supervisor that is killed would leave Ponder behind, which holds the schema's lock and the port.
import { setTimeout } from "node:timers";

const GRACE_MS = 8_000;

process.on("disconnect", () => {
  setTimeout(() => process.exit(75), GRACE_MS).unref();
  process.kill(process.pid, "SIGINT");
});
