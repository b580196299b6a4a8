import { expect } from "chai";

import { backward, createDeltas } from "./backward.ts";
import { createActivations, forward, meanLogProbability } from "./forward.ts";
import { createAdapter, createBase, examplesOf, UNKNOWN, zerosLike, type Examples } from "./language-model.ts";
import { cholesky, multiply, solve, transpose } from "./matrix.ts";
import { createRandom } from "./random.ts";
import { trainAdapter, trainBase } from "./train.ts";

const shape = { vocabulary: 12, context: 3, embedding: 4, hidden: 5, rank: 2 };
const random = createRandom(4);
const text = Int32Array.from({ length: 23 }, () => 2 + random.below(10));
const examples = examplesOf([text], shape.context);
const every = Int32Array.from({ length: examples.count }, (_, i) => i);

describe("the language model", () => {
  it("computes the gradients that differences of the likelihood give", () => {
    for (const hasAdapter of [false, true]) {
      const base = createBase(shape, createRandom(1));
      const own = createAdapter(shape, createRandom(2));
      for (const weights of [own.firstUp, own.secondUp]) weights.forEach((_, i) => (weights[i] = 0.3 * createRandom(i).normal()));
      const adapter = hasAdapter ? own : undefined;
      const likelihood = () => forward(shape, base, adapter, examples, every, createActivations(shape, examples.count));
      const gradients = { base: zerosLike(base), adapter: zerosLike(own) };
      const activations = createActivations(shape, examples.count);
      forward(shape, base, adapter, examples, every, activations);
      const layers = {
        adapter,
        secondByHidden: transpose(base.second, shape.vocabulary, shape.hidden),
        firstByInput: transpose(base.first, shape.hidden, shape.context * shape.embedding),
      };
      const into = hasAdapter ? { adapter: gradients.adapter } : { base: gradients.base };
      backward(shape, layers, examples, every, activations, createDeltas(shape, examples.count), into);
      const [trained, found] = hasAdapter ? [{ ...own }, { ...gradients.adapter }] : [{ ...base }, { ...gradients.base }];
      for (const [name, weights] of Object.entries<Float64Array>(trained)) {
        const values = (found as Record<string, Float64Array>)[name]!;
        for (const at of [0, weights.length >> 1, weights.length - 1]) {
          const kept = weights[at]!;
          weights[at] = kept + 1e-5;
          const above = likelihood();
          weights[at] = kept - 1e-5;
          const slope = (above - likelihood()) / 2e-5;
          weights[at] = kept;
          expect(values[at], `${name}[${at}]`).to.be.closeTo(slope, 1e-5);
        }
      }
    }
  });

  it("learns, and the same again from the same seed", () => {
    const training = { epochs: 30, rate: 0.02, batch: 8, seed: 3 };
    const base = trainBase(shape, examples, training);
    const fresh = createBase(shape, createRandom(9));
    expect(meanLogProbability(shape, base, undefined, examples)).to.be.greaterThan(
      meanLogProbability(shape, fresh, undefined, examples) + 0.5,
    );
    const other = examplesOf([Int32Array.from(text).reverse()], shape.context);
    const adapter = trainAdapter(shape, base, other, training);
    expect(meanLogProbability(shape, base, adapter, other)).to.be.greaterThan(meanLogProbability(shape, base, undefined, other) + 0.2);
    expect(trainAdapter(shape, base, other, training)).to.deep.equal(adapter);
    expect(trainAdapter(shape, base, other, { ...training, seed: 4 })).to.not.deep.equal(adapter);
  });

  it("never predicts a word outside the vocabulary, and knows nothing before the beginning", () => {
    const own: Examples = examplesOf([Int32Array.of(3, UNKNOWN, 5)], 2);
    expect([...own.targets]).to.deep.equal([3, 5]);
    expect([...own.contexts]).to.deep.equal([0, 0, 3, UNKNOWN]);
    const activations = createActivations({ ...shape, context: 2 }, own.count);
    forward(
      { ...shape, context: 2 },
      createBase({ ...shape, context: 2 }, createRandom(1)),
      undefined,
      own,
      Int32Array.of(0, 1),
      activations,
    );
    expect(activations.probabilities[UNKNOWN]).to.equal(0);
    const sum = activations.probabilities.slice(0, shape.vocabulary).reduce((a, b) => a + b, 0);
    expect(sum).to.be.closeTo(1, 1e-9);
  });

  it("solves what it factors", () => {
    const matrix = Float64Array.of(4, 1, 0.5, 1, 3, 0.2, 0.5, 0.2, 2);
    const x = solve(cholesky(matrix, 3), 3, Float64Array.of(1, 2, 3));
    const back = new Float64Array(3);
    multiply(back, x, matrix, { rows: 1, inner: 3, outputs: 3 });
    [1, 2, 3].forEach((value, i) => expect(back[i]).to.be.closeTo(value, 1e-9));
    expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).to.throw(RangeError, "positive definite");
  });
});
