import type { ExecutionArgs, ExecutionResult } from "graphql";
import type { Plugin } from "graphql-yoga";

import { findOperationFault } from "./check-operation.ts";
import { CLIENT_CODE, NOT_SHOWN } from "./mask-error.ts";
import { loadGraphQL } from "./ponder-builder.ts";

const isEmpty = (data: unknown): boolean =>
  data == null || (typeof data === "object" && Object.values(data).every((value) => value === null));

/** Refuses absurd operations before they run, and gives what was refused a status that says whose fault it is: 4xx the client's, 503 ours. */
export const refusalsPlugin = (): Plugin => ({
  onExecute: ({ args, setResultAndStopExecution }) => {
    const { schema, document, variableValues, operationName } = args as ExecutionArgs;
    const fault = findOperationFault(schema, document, variableValues ?? {}, operationName);
    if (fault === null) return;
    const { GraphQLError } = loadGraphQL();
    setResultAndStopExecution({ errors: [new GraphQLError(fault, { extensions: { code: CLIENT_CODE } })] });
  },
  onResultProcess: ({ result }) => {
    const { errors, data, extensions } = result as ExecutionResult & { extensions?: { http?: unknown } };
    if (errors === undefined || errors.length === 0 || !isEmpty(data) || extensions?.http !== undefined) return;
    // It has a status of its own.
    if (errors.some((error) => error.extensions?.["code"] === NOT_SHOWN)) return;
    const isOurs = errors.some(
      (error) => error.extensions?.["code"] === "INTERNAL_SERVER_ERROR" || error.extensions?.["unexpected"] === true,
    );
    Object.assign(result, { extensions: { ...extensions, http: { status: isOurs ? 503 : 400 } } });
  },
});
