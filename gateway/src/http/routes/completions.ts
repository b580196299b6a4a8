import { Hono } from "hono";

import type { Gateway } from "../../serving/gateway.ts";
import type { Environment } from "../environment.ts";
import { apiKey } from "../middleware/api-key.ts";
import { bodyLimit } from "../middleware/body-limit.ts";
import { readJson } from "../read-json.ts";
import { samplingOf, stopOf } from "../sampling.ts";
import { chatBody, completionBody } from "../schemas.ts";
import { answer } from "./answer.ts";

/** `POST /v1/chat/completions` and `POST /v1/completions`. */
export function completionRoutes(gateway: Gateway, log: (line: string) => void): Hono<Environment> {
  const routes = new Hono<Environment>();
  const guards = [bodyLimit(), apiKey(gateway.database)] as const;

  routes.post("/chat/completions", ...guards, async (context) => {
    const { data, text } = await readJson(context, chatBody);
    return answer(context, gateway, {
      kind: "chat",
      model: data.model,
      messages: data.messages,
      maxTokens: data.max_completion_tokens ?? data.max_tokens ?? undefined,
      stop: stopOf(data.stop),
      sampling: samplingOf(data),
      isStream: data.stream ?? false,
      body: text,
      log,
    });
  });

  routes.post("/completions", ...guards, async (context) => {
    const { data, text } = await readJson(context, completionBody);
    return answer(context, gateway, {
      kind: "completion",
      model: data.model,
      messages: [{ role: "user", content: data.prompt }],
      maxTokens: data.max_tokens ?? undefined,
      stop: stopOf(data.stop),
      sampling: samplingOf(data),
      isStream: data.stream ?? false,
      body: text,
      log,
    });
  });
  return routes;
}
