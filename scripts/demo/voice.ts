/** What the demo says while it works. With `--json`, only the last line goes to standard output; everything else to standard error. */
export type Voice = {
  step(verb: string, what: string): void;
  line(text: string): void;
};

export function createVoice(stream: NodeJS.WritableStream): Voice {
  const startedAt = Date.now();
  const colour = (code: number, text: string) => ("isTTY" in stream && stream.isTTY ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    step(verb, what) {
      const seconds = `${((Date.now() - startedAt) / 1000).toFixed(0)} s`.padStart(6);
      stream.write(`\n${colour(2, seconds)}  ${colour(1, verb.toUpperCase())}  ${what}\n`);
    },
    line(text) {
      stream.write(`        ${text}\n`);
    },
  };
}
