import type { ContentfulStatusCode } from "hono/utils/http-status";

export interface ApiErrorParameters {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly type?: "invalid_request_error" | "authentication_error" | "insufficient_quota" | "rate_limit_error" | "api_error";
  /** Field of the request at fault. */
  readonly param?: string;
}

/** An answer in OpenAI's error shape. The message says what is wrong, the value, and the fix; nothing is charged. */
export class ApiError extends Error {
  readonly status: ContentfulStatusCode;
  readonly body: {
    readonly error: { readonly message: string; readonly type: string; readonly param: string | null; readonly code: string };
  };

  constructor(message: string, { status, code, type = "invalid_request_error", param }: ApiErrorParameters) {
    super(message);
    this.status = status;
    this.body = { error: { message, type, param: param ?? null, code } };
  }
}
