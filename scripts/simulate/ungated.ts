import { canonicalText } from "@openledger/sdk";

import { attribute } from "../../gateway/src/attribution/attribute.ts";
import { buildIndex } from "../../gateway/src/attribution/build-index.ts";
import { composeAnswer } from "../../gateway/src/model/compose-answer.ts";
import { buildPassageIndex } from "../../gateway/src/model/passage-index.ts";
import type { Contributed } from "./people.ts";

/**
 * What each account would have got of the answers if nothing but the contract's own search for equal content had stood in the way: the same engine and the
 * same questions, every item with its full weight.
 * @returns Sum of leg weights by account.
 */
export function sharesWithoutGate(
  all: readonly Contributed[],
  questions: readonly string[],
  datanetName: string,
): ReadonlyMap<number, number> {
  const items = all.map(({ id, contentRoot, item, commit }) => ({
    contributionId: id,
    contentRoot,
    text: canonicalText(item.text),
    noveltyPpm: 1_000_000,
    commit,
  }));
  const index = buildIndex(items);
  const passages = [
    { index: buildPassageIndex(all.map(({ id, item }) => ({ contributionId: id, text: item.text, uri: item.uri }))), weight: 1 },
  ];
  const accountOf = new Map(all.map(({ id, person }) => [id, person.account]));
  const shares = new Map<number, number>();
  for (const question of questions) {
    const answer = composeAnswer(passages, { question, datanetNames: [datanetName], excluded: new Set() });
    for (const { contributionId, weight } of attribute(index, { output: answer.text, retrieved: [...answer.retrieved] }).legs) {
      const account = accountOf.get(contributionId)!;
      shares.set(account, (shares.get(account) ?? 0) + weight);
    }
  }
  return shares;
}
