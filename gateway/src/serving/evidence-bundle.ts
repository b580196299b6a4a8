import { accountOfContribution, type LegClass, type ReceiptContext } from "@openledger/sdk";
import type { Hex } from "viem";

/** Everything behind a receipt's `contextRoot`, as journalled. Ids and credits are decimal strings. */
export interface EvidenceBundle {
  readonly requestId: string;
  /** Salt of prompt and output roots; only for who knows both. */
  readonly salt: Hex;
  readonly context: ReceiptContext;
  readonly snapshots: readonly { readonly datanet: number; readonly number: number; readonly itemRoot: Hex }[];
  /** Contributions that were retrieved into the prompt. */
  readonly retrieved: readonly string[];
  readonly outputTokens: number;
  /** Commits to the output's words; part of the evidence root. */
  readonly outputTokensRoot: Hex;
  /** The output's words by hash, see `packHashes`; only for who knows the output. */
  readonly outputHashes: Hex;
  /** The influence prior that judged records name by its number on chain, if there are any. */
  readonly prior?: { readonly number: number; readonly root: Hex };
  /** In the order of `recordsRoot`. */
  readonly evidence: readonly {
    readonly class: LegClass;
    readonly contributionId: string;
    readonly outputStart: number;
    readonly outputLength: number;
    readonly itemStart: number;
    readonly itemLength: number;
    readonly documents: number;
    readonly credit: string;
  }[];
  readonly spans: readonly {
    readonly contributionId: string;
    readonly outputStart: number;
    readonly outputLength: number;
    readonly itemStart: number;
    readonly documents: number;
    /** UTF-16 range in the output. */
    readonly outputRange: readonly [number, number];
    readonly words: string;
    /** Whether the item's Datanet is private: then only the key's owner sees its words. */
    readonly isPrivate: boolean;
  }[];
}

export interface EvidenceView {
  /** The caller's key or account paid for the request. */
  readonly isOwner: boolean;
  /** The caller re-runs the attribution for others: it is shown the output by its words' hashes. */
  readonly isOnPanel?: boolean;
  /** Account whose contributions the caller may read its own words of. */
  readonly contributor?: number;
  /** The key's choice. */
  readonly isPublic: boolean;
}

/** The bundle as a caller may see it: lengths and shares for everybody, words and salt as the payer and the Datanet allow, hashes of the words to a panel that judges them. */
export function evidenceFor(
  bundle: EvidenceBundle,
  { isOwner, isPublic, isOnPanel = false, contributor }: EvidenceView,
): Record<string, unknown> {
  const { context, salt, outputHashes, spans, ...rest } = bundle;
  return {
    ...rest,
    ...context,
    ...((isOwner || isOnPanel) && { salt, outputHashes }),
    spans: spans.map(({ words, outputRange, isPrivate, ...span }) => {
      const isShown = isOwner || (isPublic && !isPrivate);
      const isOwn = accountOfContribution(BigInt(span.contributionId)) === contributor;
      return { ...span, ...((isShown || isOwn) && { words }), ...(isShown && { outputRange }) };
    }),
  };
}
