import type { ErrorHandler, NotFoundHandler } from "hono";

import { BaseError as ChainError } from "viem";

import { ApiError } from "../api-error.ts";
import type { Environment } from "../environment.ts";

/** Answers every error in OpenAI's shape. What was not foreseen is logged by its message alone, never with the request. */
export function errorResponse(log: (line: string) => void): ErrorHandler<Environment> {
  return (error, context) => {
    if (error instanceof ApiError) return context.json(error.body, error.status);
    log(`${context.get("requestId")} ${context.req.method} ${context.req.routePath}: ${error.name}: ${error.message.split("\n")[0]}`);
    if (error instanceof ChainError) {
      const unreachable = new ApiError(
        "The chain does not answer, so nothing can be reserved or read; nothing was charged. Try again later.",
        {
          status: 503,
          code: "chain_unavailable",
          type: "api_error",
        },
      );
      return context.json(unreachable.body, 503);
    }
    const { body } = new ApiError("The gateway failed; nothing was charged. Try again, and report the x-request-id if it goes on.", {
      status: 500,
      code: "internal_error",
      type: "api_error",
    });
    return context.json(body, 500);
  };
}

export const notFound: NotFoundHandler = (context) =>
  context.json(
    new ApiError(`There is no ${context.req.method} ${context.req.path}; see GET /v1/models, POST /v1/keys, POST /v1/chat/completions.`, {
      status: 404,
      code: "not_found",
    }).body,
    404,
  );
