import { LicenceSyntaxError } from "./errors.ts";
import { currentLicenceId } from "./licence-table.ts";

/** Most bytes of an expression on chain. */
export const MAX_LICENCE_LENGTH = 64;

/** One licence of an expression. `exception` is what follows `WITH`. */
export interface LicenceTerm {
  readonly id: string;
  readonly exception: string | undefined;
}

/** Ways in which a work may be used: in each, all its terms hold at once. */
export type LicenceChoices = readonly (readonly LicenceTerm[])[];

const TOKEN = /\s*(\(|\)|[A-Za-z0-9.+:-]+)/y;
const ID = /^[A-Za-z0-9.:-]+\+?$/;

/**
 * Reads an SPDX licence expression: ids, `+`, `WITH`, `AND`, `OR`, parentheses. `AND` binds closer than `OR`.
 * @returns What one may choose between, in the order of the expression.
 * @throws LicenceSyntaxError if it is empty, longer than 64 characters or no expression.
 */
export function parseLicence(expression: string): LicenceChoices {
  const fail = (problem: string): never => {
    throw new LicenceSyntaxError({ expression, problem });
  };
  if (expression.trim() === "") fail("it is empty");
  if (expression.length > MAX_LICENCE_LENGTH) fail(`it has ${expression.length} characters`);
  const tokens = cut(expression, fail);
  let position = 0;

  const either = (): LicenceChoices => {
    let choices = both();
    while (tokens[position]?.toUpperCase() === "OR") {
      position++;
      choices = [...choices, ...both()];
    }
    return choices;
  };
  const both = (): LicenceChoices => {
    let choices = single();
    while (tokens[position]?.toUpperCase() === "AND") {
      position++;
      const right = single();
      choices = choices.flatMap((left) => right.map((more) => [...left, ...more]));
    }
    return choices;
  };
  const single = (): LicenceChoices => {
    const token = tokens[position++];
    if (token === undefined) return fail("it ends where a licence should stand");
    if (token === "(") {
      const inner = either();
      if (tokens[position++] !== ")") fail("a parenthesis is not closed");
      return inner;
    }
    if (!ID.test(token) || /^(AND|OR|WITH)$/i.test(token)) fail(`"${token}" stands where a licence should`);
    if (tokens[position]?.toUpperCase() !== "WITH") return [[{ id: currentLicenceId(token), exception: undefined }]];
    const exception = tokens[position + 1];
    if (exception === undefined || !ID.test(exception)) fail("nothing follows WITH");
    position += 2;
    return [[{ id: currentLicenceId(token), exception }]];
  };

  const choices = either();
  if (position !== tokens.length) fail(`"${tokens[position]}" is too much`);
  return choices;
}

function cut(expression: string, fail: (problem: string) => never): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = expression.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(expression);
    if (match === null) return fail(`character ${from + 1} is none of letters, digits, space and .-+:()`);
    tokens.push(match[1]!);
  }
  return tokens;
}
