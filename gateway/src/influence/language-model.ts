import type { Random } from "./random.ts";

/** A word of no text: before its beginning. */
export const START = 0;
/** A word outside the vocabulary: stands in contexts, is never predicted. */
export const UNKNOWN = 1;

/** Sizes of the language model: `context` words before predict the next. */
export interface ModelShape {
  readonly vocabulary: number;
  readonly context: number;
  readonly embedding: number;
  readonly hidden: number;
  /** Rank of the adapter on both layers. */
  readonly rank: number;
}

/** Base weights, row-major: hidden = tanh(first · words + firstBias), logits = second · hidden + secondBias. */
export interface BaseWeights {
  readonly words: Float64Array;
  readonly first: Float64Array;
  readonly firstBias: Float64Array;
  readonly second: Float64Array;
  readonly secondBias: Float64Array;
}

/** Low-rank adapter (LoRA) on both layers: `up · down` is added to each. `up` is stored by rank. */
export interface AdapterWeights {
  readonly firstDown: Float64Array;
  readonly firstUp: Float64Array;
  readonly secondDown: Float64Array;
  readonly secondUp: Float64Array;
}

const random = (length: number, scale: number, numbers: Random): Float64Array =>
  Float64Array.from({ length }, () => scale * numbers.normal());

export function createBase({ vocabulary, context, embedding, hidden }: ModelShape, numbers: Random): BaseWeights {
  const inputs = context * embedding;
  return {
    words: random(vocabulary * embedding, 0.3, numbers),
    first: random(hidden * inputs, 1 / Math.sqrt(inputs), numbers),
    firstBias: new Float64Array(hidden),
    second: random(vocabulary * hidden, 0.5 / Math.sqrt(hidden), numbers),
    secondBias: new Float64Array(vocabulary),
  };
}

/** A fresh adapter changes nothing: its `up` halves are zero. */
export function createAdapter({ vocabulary, context, embedding, hidden, rank }: ModelShape, numbers: Random): AdapterWeights {
  const inputs = context * embedding;
  return {
    firstDown: random(rank * inputs, 1 / Math.sqrt(inputs), numbers),
    firstUp: new Float64Array(rank * hidden),
    secondDown: random(rank * hidden, 1 / Math.sqrt(hidden), numbers),
    secondUp: new Float64Array(rank * vocabulary),
  };
}

export const zerosLike = <T extends Readonly<Record<keyof T, Float64Array>>>(weights: T): T =>
  Object.fromEntries(Object.entries<Float64Array>(weights).map(([name, values]) => [name, new Float64Array(values.length)])) as T;

/** Words to predict, each with its context. */
export interface Examples {
  readonly count: number;
  readonly contexts: Int32Array;
  readonly targets: Int32Array;
}

/** All words of texts but unknown ones, each with the words before it in its text. */
export function examplesOf(texts: readonly Int32Array[], context: number): Examples {
  const targets: number[] = [];
  const contexts: number[] = [];
  for (const text of texts) {
    for (let at = 0; at < text.length; at++) {
      if (text[at] === UNKNOWN) continue;
      targets.push(text[at]!);
      for (let back = context; back >= 1; back--) contexts.push(at >= back ? text[at - back]! : START);
    }
  }
  return { count: targets.length, contexts: Int32Array.from(contexts), targets: Int32Array.from(targets) };
}
