import { commitHash } from "../../sdk/src/index.ts";
import { randomOf } from "./random.ts";

/** Commit hashes of `ContributionLedger`. */
export function commitVectors() {
  const random = randomOf("commits");
  const cases = [1, 2, 3, 10].map((size) => {
    const items = Array.from({ length: size }, (_, i) => ({
      contentRoot: random.bytes32(),
      licence: ["MIT", "CC-BY-4.0", "", "Apache-2.0 OR MIT"][i % 4]!,
      uri: ["npm:solady@0.1.26/src/utils/LibString.sol", "", "https://example.org/é"][i % 3]!,
    }));
    const [account, datanet, termsVersion, salt] = [
      random.int(1, 2 ** 32 - 1),
      random.int(1, 2 ** 32 - 1),
      random.int(1, 65_535),
      random.bytes32(),
    ];
    return {
      account,
      contentRoots: items.map((item) => item.contentRoot),
      datanet,
      hash: commitHash(account, datanet, termsVersion, items, salt),
      licences: items.map((item) => item.licence),
      salt,
      termsVersion,
      uris: items.map((item) => item.uri),
    };
  });
  return { cases };
}
