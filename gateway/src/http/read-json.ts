import type { Context } from "hono";
import type { z } from "zod";

import { ApiError } from "./api-error.ts";

const DEEPEST = 32;

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isString = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (isString) {
      if (sign === "\\") i++;
      else if (sign === '"') isString = false;
    } else if (sign === '"') isString = true;
    else if (sign === "{" || sign === "[") deepest = Math.max(deepest, ++depth);
    else if (sign === "}" || sign === "]") depth--;
  }
  return deepest;
}

/**
 * Reads a JSON body against its schema.
 * @throws ApiError 400 with the field at fault.
 */
export async function readJson<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<{ readonly data: z.output<Schema>; readonly text: string }> {
  const text = await context.req.text();
  if (depthOf(text) > DEEPEST)
    throw new ApiError(`The JSON is nested deeper than ${DEEPEST} levels; flatten it.`, { status: 400, code: "invalid_json" });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ApiError(`The body is not JSON (${(error as Error).message.slice(0, 120)}); send a JSON object.`, {
      status: 400,
      code: "invalid_json",
    });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const param = issue.path.join(".");
    throw new ApiError(`${param === "" ? "The body" : `The field ${param}`} is not acceptable: ${issue.message}.`, {
      status: 400,
      code: "invalid_value",
      ...(param !== "" && { param }),
    });
  }
  return { data: parsed.data, text };
}
