import { formatOpen } from "@openledger/sdk";

/** How text is shown; without colours it comes back as it is. */
export type Paint = {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  /** One of six colours, for things that are told apart by number. */
  readonly hue: (number: number) => (text: string) => string;
  readonly bar: (part: bigint, whole: bigint) => string;
};

const HUES = [36, 33, 35, 32, 34, 91] as const;
const BAR_WIDTH = 24;
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** @param hasColours False where nobody looks: pipes and files. */
export function createPaint(hasColours: boolean): Paint {
  const code = (number: number) => (text: string) => (hasColours ? `\u001b[${number}m${text}\u001b[0m` : text);
  return {
    strong: code(1),
    faint: code(2),
    good: code(32),
    bad: code(31),
    hue: (number) => code(HUES[number % HUES.length]!),
    bar: (part, whole) => code(36)(barOf(part, whole)),
  };
}

/**
 * Whether colours are wanted: on a terminal, unless NO_COLOR is set to anything but nothing (https://no-color.org).
 */
export function wantsColours(isTerminal: boolean | undefined, environment: Readonly<Record<string, string | undefined>>): boolean {
  return isTerminal === true && (environment["NO_COLOR"] ?? "") === "";
}

/** A bar of 24 cells, to an eighth of a cell; something that is not nothing shows as at least an eighth. */
function barOf(part: bigint, whole: bigint): string {
  if (whole <= 0n || part <= 0n) return " ".repeat(BAR_WIDTH);
  const eighths = Math.max(1, Math.min(BAR_WIDTH * 8, Number((part * BigInt(BAR_WIDTH * 8)) / whole)));
  return `${"█".repeat(Math.floor(eighths / 8))}${EIGHTHS[eighths % 8]}`.padEnd(BAR_WIDTH);
}

/** Share in per cent with one decimal, rounded down. */
export function percent(part: bigint, whole: bigint): string {
  const tenths = whole === 0n ? 0n : (part * 1_000n) / whole;
  return `${tenths / 10n}.${tenths % 10n} %`;
}

/** nano-OPEN as the GraphQL API gives it. */
export function open(nano: string | bigint): string {
  return formatOpen(BigInt(nano));
}

/** A time in UTC to the second. @param seconds Unix seconds. */
export function utc(seconds: string | number | bigint): string {
  const time = new Date(Number(seconds) * 1_000);
  return Number.isNaN(time.getTime()) ? `second ${seconds}` : `${time.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** Words that others chose, for a terminal: without control and direction characters, in one line, at most `most` characters. */
export function plain(text: string, most = 120): string {
  const line = text
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "·")
    .trim();
  const characters = [...line];
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : line;
}
