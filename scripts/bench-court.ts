// `npm run bench:court`: gas of judging one span, whole transactions with conviction and payment, against an index whose paths are as long as those of 2^26 words
// in 2^15 items (some 250 MB of text). Prints a table and, as its last line, one JSON object.
import { proveSpan, refuteRecord } from "../sdk/src/index.ts";
import { LIES } from "../test/attribution/lies.ts";
import { refutationCall } from "../test/attribution/refutation-call.ts";
import { attributionWorld, randomOf, RULES } from "../test/attribution/world.ts";
import { deepIndex } from "./bench/deep-index.ts";

interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const SAMPLES = 10;
const w = await attributionWorld("court bench", { published: (index) => deepIndex(index, { logTokens: 26, logItems: 15 }) });
const random = randomOf("court bench");
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const rows: Row[] = [];

const answers: number[] = [];
const sizes: number[] = [];
while (answers.length < SAMPLES) {
  const answer = w.honest(random);
  const place = answer.records.findIndex((record) => record.class === "proven");
  if (place === -1) continue;
  const claim = (await w.claimOf(answer, place)) as never;
  await w.spanChallenges.challengeSpan(claim);
  const proof = proveSpan({ index: w.index, output: answer.output, record: answer.records[place]! }) as never;
  const data = w.spanChallenges.interface.encodeFunctionData("answerSpan", [claim, proof]);
  sizes.push((data.length - 2) / 2);
  const sent = await w.spanChallenges.answerSpan(claim, proof);
  answers.push(Number((await sent.wait())!.gasUsed));
}
rows.push({ name: "span_answer_gas_p50", value: median(answers), unit: "gas" });
rows.push({ name: "span_answer_gas_max", value: Math.max(...answers), unit: "gas" });
rows.push({ name: "span_answer_calldata_p50", value: median(sizes), unit: "bytes" });

for (const [name, make] of LIES) {
  const used: number[] = [];
  while (used.length < SAMPLES) {
    const made = make(w, random, w.honest(random));
    if (made === undefined) continue;
    const subject = { index: w.index, output: made.answer.output, record: made.answer.records[made.place]! };
    const shown = refuteRecord(subject, RULES);
    if (shown?.lie !== made.lie) continue;
    // A deep index has no last item to show; between two items the cost is the same.
    if (shown.lie === "ForeignItem" && shown.neighbours.length === 1) continue;
    const snapshot = await w.networkHelpers.takeSnapshot();
    const [call, args] = await refutationCall(w, made, shown);
    used.push(Number((await (await call(...args)).wait())!.gasUsed));
    await snapshot.restore();
  }
  const slug = name.replaceAll(/^an? /g, "").replaceAll(" ", "_");
  rows.push({ name: `refute_${slug}_gas_p50`, value: median(used), unit: "gas" });
}
await w.connection.close();

for (const { name, value, unit } of rows) process.stdout.write(`${name.padEnd(48)} ${value.toLocaleString("en").padStart(10)} ${unit}\n`);
process.stdout.write(`${JSON.stringify({ bench: "court", rows })}\n`);
