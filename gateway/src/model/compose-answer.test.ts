import { expect } from "chai";

import { composeAnswer } from "./compose-answer.ts";
import { buildPassageIndex } from "./passage-index.ts";
import { sentencesOf } from "./sentences.ts";

const GUARD = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {StorageSlot} from "./StorageSlot.sol";

/**
 * @dev Contract module that helps prevent reentrant calls to a function.
 *
 * Inheriting from \`ReentrancyGuard\` will make the {nonReentrant} modifier
 * available, which can be applied to functions to make sure there are no nested calls.
 */
abstract contract ReentrancyGuard {
    // Booleans are more expensive than uint256 or any type that takes up a full
    // word because each write operation emits an extra SLOAD.
    uint256 private constant NOT_ENTERED = 1;

    /// @notice Prevents a contract from calling itself, directly or indirectly.
    /// @param depth How deep.
    modifier nonReentrant(uint256 depth) {
        require(depth == 0);
        _;
    }
}
`;
const README = `# Timelocks

A [timelock](https://example.org) gives the users of a contract time to exit. Nobody can skip the delay that the owner has set for it.

\`\`\`solidity
contract Foo { function bar() external; }
\`\`\`

| a | b |
|---|---|
| The table is not a sentence of any kind at all. | x |

- Proposers schedule an operation and executors execute it after the delay.
`;

describe("sentencesOf", () => {
  for (const [form, text] of [
    ["source", GUARD],
    ["canonical text of it", GUARD.replace(/\s+/g, " ").trim()],
  ] as const) {
    it(`takes the sentences of comments, not code, from ${form}`, () => {
      const sentences = sentencesOf(text);
      expect(sentences.map((sentence) => sentence.text)).to.include.members([
        "Contract module that helps prevent reentrant calls to a function.",
        "Prevents a contract from calling itself, directly or indirectly.",
      ]);
      expect(sentences.find(({ text: own }) => own.startsWith("Prevents"))!.declaration).to.equal("modifier nonReentrant(uint256 depth)");
      for (const sentence of sentences) expect(sentence.text).not.to.match(/pragma|SPDX|require\(|import|@|\/\/|\*/);
    });
  }

  it("takes prose without links, code and tables", () => {
    expect(sentencesOf(README).map(({ text }) => text)).to.deep.equal([
      "A timelock gives the users of a contract time to exit.",
      "Nobody can skip the delay that the owner has set for it.",
      "Proposers schedule an operation and executors execute it after the delay.",
    ]);
  });

  it("finds nothing in what is not language", () => {
    for (const text of [
      "",
      " ",
      "0x1234 5678",
      "a".repeat(100_000),
      "reentrancy guard mutex lock vault token mint burn swap bridge oracle.",
    ]) {
      expect(sentencesOf(text)).to.deep.equal([]);
    }
  });
});

describe("composeAnswer", () => {
  const index = buildPassageIndex([
    { contributionId: 1n, text: GUARD, uri: "npm:guard@1.0.0/ReentrancyGuard.sol" },
    { contributionId: 2n, text: README, uri: "" },
    { contributionId: 3n, text: GUARD, uri: "npm:copy@1.0.0/Copy.sol" },
  ]);
  const ask = (question: string, excluded: readonly bigint[] = []) =>
    composeAnswer([{ index, weight: 1 }], { question, datanetNames: ["Security"], excluded: new Set(excluded) });

  it("says what it found, then the sentences and where they stand", () => {
    const { text, retrieved } = ask("How can I prevent reentrant calls?");
    expect(text).to.match(/^I found (?:one passage|\d passages) about this/);
    expect(text).to.contain("- Contract module that helps prevent reentrant calls to a function. (`abstract contract ReentrancyGuard`)");
    expect(retrieved, "a copy of a sentence is the first item's").to.deep.equal([1n]);
  });

  it("admits that it found nothing", () => {
    for (const question of ["", "?", "What is the capital of France?", "the of and", "🦄", "\ud800"]) {
      expect(ask(question)).to.deep.equal({ text: 'I found nothing about this in the Datanet "Security".', retrieved: [] });
    }
  });

  it("does not use what is excluded", () => {
    expect(ask("What does a timelock give the users of a contract?").retrieved).to.deep.equal([2n]);
    expect(ask("What does a timelock give the users of a contract?", [2n]).retrieved).to.deep.equal([]);
  });
});
