import { expect } from "chai";

import { maskError } from "./mask-error.ts";
import { loadGraphQL } from "./ponder-builder.ts";

describe("maskError", () => {
  const { GraphQLError } = loadGraphQL();
  const from = (originalError: Error) => maskError(new GraphQLError(originalError.message, { originalError })).message;

  it("shows what a client can mend", () => {
    for (const message of ["Invalid limit. Got 5000, expected <=1000.", 'Unknown column "nope" used in orderBy argument'])
      expect(from(new Error(message))).to.equal(message);
    const limit = Object.assign(new Error("Syntax Error: Aliases limit of 30 exceeded, found 41."), { name: "GraphQLError" });
    expect(maskError(limit)).to.equal(limit);
  });

  it("hides what only we can", () => {
    expect(from(new Error('Failed query: select "secret" from "account"'))).to.not.include("secret");
    expect(maskError(new Error("connection to 10.0.0.5 lost")).message).to.not.include("10.0.0.5");
    expect(maskError("text").message).to.match(/could not answer/);
  });
});
