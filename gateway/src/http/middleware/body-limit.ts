import { bodyLimit as limitBody } from "hono/body-limit";

import { ApiError } from "../api-error.ts";

const MEBIBYTE = 1_048_576;

/** Refuses bodies above 1 MiB, whether they announce their length or not; `extra` bytes are for the wrapping of a content upload. */
export function bodyLimit(extra = 0) {
  const maxSize = MEBIBYTE + extra;
  return limitBody({
    maxSize,
    onError: () => {
      throw new ApiError(`The body is larger than ${maxSize} bytes; send a shorter one.`, { status: 413, code: "request_too_large" });
    },
  });
}
