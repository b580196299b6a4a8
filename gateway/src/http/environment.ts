import type { ApiKey } from "../journal/keys.ts";

/** What middlewares leave for routes. */
export interface Environment {
  readonly Variables: {
    readonly requestId: string;
    readonly apiKey: ApiKey;
  };
}
