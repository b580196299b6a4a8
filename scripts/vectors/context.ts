import {
  contextRoot,
  encodeEvidence,
  evidenceRoot,
  LEG_CLASS_CODES,
  methodIdOf,
  outputTokens,
  recordsRoot,
  requestHash,
  retrievedRoot,
  snapshotProof,
  snapshotRoot,
  type Evidence,
} from "../../sdk/src/index.ts";
import { randomLegs } from "./random-legs.ts";
import { randomOf, type Random } from "./random.ts";

function randomEvidence(random: Random): Evidence {
  const [leg] = randomLegs(random, 1);
  const [outputStart, outputLength, itemStart] = [random.int(0, 500), random.int(1, 40), random.int(0, 5000)];
  const span = { outputStart, outputLength, itemStart, itemLength: outputLength };
  const none = { outputStart: 0, outputLength: 0, itemStart: 0, itemLength: 0 };
  const { contributionId, class: legClass } = leg!;
  return {
    class: legClass,
    contributionId,
    ...(legClass === "proven" ? span : none),
    documents: random.int(1, 9),
    credit: random.big(1n << 64n),
  };
}

/** Evidence records, snapshots with one proof each, and context roots. */
export function contextVectors() {
  const random = randomOf("context");
  const evidence = [0, 1, 2, 3, 5, 8, 13].map((size) => {
    const records = Array.from({ length: size }, () => randomEvidence(random));
    return {
      classes: records.map((record) => LEG_CLASS_CODES[record.class]),
      contributionIds: records.map((record) => record.contributionId),
      credits: records.map((record) => record.credit),
      documents: records.map((record) => record.documents),
      encoded: records.map(encodeEvidence),
      itemLengths: records.map((record) => record.itemLength),
      itemStarts: records.map((record) => record.itemStart),
      outputLengths: records.map((record) => record.outputLength),
      outputStarts: records.map((record) => record.outputStart),
      root: recordsRoot(records),
    };
  });
  const snapshots = [1, 2, 3, 7, 8, 9, 50].map((size) => {
    const ids = [...new Set(randomLegs(random, size).map((leg) => leg.contributionId))];
    const items = ids.map((contributionId) => ({ contributionId, contentRoot: random.bytes32(), noveltyPpm: random.int(1, 1_000_000) }));
    const { index, proof } = snapshotProof(items, ids[random.int(0, ids.length - 1)]!);
    return {
      contentRoots: items.map((item) => item.contentRoot),
      contributionIds: ids,
      index,
      noveltyPpm: items.map((item) => item.noveltyPpm),
      proof,
      root: snapshotRoot(items),
    };
  });
  const contexts = ["chatcmpl-1", "запрос-2"].map((requestId) => {
    const method = `lexical ${requestId}`;
    const [promptRoot, outputRoot, snapshot, evidenceRootOf] = [random.bytes32(), random.bytes32(), random.bytes32(), random.bytes32()];
    const context = {
      evidenceRoot: evidenceRootOf,
      methodId: methodIdOf(method),
      outputRoot,
      promptRoot,
      requestHash: requestHash(requestId),
      snapshotRoot: snapshot,
    };
    return { ...context, contextRoot: contextRoot(context), method, requestId };
  });
  const outputs = [0, 1, 15, 16, 17, 63, 64, 65, 200].map((size) => {
    const hashes = Array.from({ length: size }, () => random.big(1n << 64n));
    const salt = random.bytes32();
    const retrieved = Array.from({ length: size % 5 }, () => random.big(1n << 56n));
    const roots = {
      recordsRoot: random.bytes32(),
      outputTokensRoot: outputTokens(hashes, salt).root,
      retrievedRoot: retrievedRoot(retrieved),
    };
    return { ...roots, evidenceRoot: evidenceRoot(roots), hashes, retrieved, salt };
  });
  return { contexts, evidence, outputs, snapshots };
}
