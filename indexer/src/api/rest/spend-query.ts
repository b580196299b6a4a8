import { parseNumber, parseReceiptId } from "./parse.ts";

const DAY = 86_400n;
const MOST_DAYS = 366;

/** What a spend query asks for, of LiteLLM's names. Times are of settlement, in Unix seconds; `to` does not count. */
export interface SpendQuery {
  readonly from: bigint;
  readonly to: bigint;
  /** Account that paid: LiteLLM's `user_id`, `customer_id` and `internal_user_id`. */
  readonly payer: number | null;
  readonly requestId: `0x${string}` | null;
  /** Label of the offering. */
  readonly model: string | null;
}

const USER_NAMES = ["user_id", "customer_id", "internal_user_id", "end_user"] as const;
/** Of LiteLLM's proxy, but never on chain. */
const PRIVATE_NAMES = ["api_key", "team_id"] as const;

const dayOf = (text: string): bigint | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(milliseconds) || milliseconds < 0 || new Date(milliseconds).toISOString().slice(0, 10) !== text) return null;
  return BigInt(milliseconds) / 1_000n;
};

/**
 * Reads LiteLLM's query parameters: `start_date` and `end_date` (both count, UTC), `user_id`, `request_id`, `model`.
 * @param now Unix seconds; the range is the last 30 days if left out.
 * @returns What is wrong and what to change, if something is.
 */
export const parseSpendQuery = (
  query: Readonly<Record<string, string | undefined>>,
  now: bigint,
): SpendQuery | { readonly problem: string } => {
  const hidden = PRIVATE_NAMES.find((name) => query[name] !== undefined);
  if (hidden !== undefined)
    return {
      problem: `${hidden} is not on chain; filter by user_id (the paying account), or ask the gateway's /spend/logs with your key.`,
    };
  const dates = { start_date: query["start_date"], end_date: query["end_date"] };
  const days = Object.entries(dates).map(([name, text]) => [name, text, text === undefined ? undefined : dayOf(text)] as const);
  const wrong = days.find(([, , day]) => day === null);
  if (wrong !== undefined) return { problem: `${wrong[0]} must be a date such as 2026-11-20.` };
  const end = days[1]![2] ?? (now / DAY) * DAY;
  const start = days[0]![2] ?? (end > 29n * DAY ? end - 29n * DAY : 0n);
  if (start > end) return { problem: "start_date must not be after end_date; both days count." };
  if (end - start >= BigInt(MOST_DAYS) * DAY) return { problem: `start_date and end_date may be ${MOST_DAYS} days apart at most.` };

  const userName = USER_NAMES.find((name) => query[name] !== undefined);
  const payer = userName === undefined ? null : parseNumber(query[userName]!);
  if (userName !== undefined && payer === null)
    return { problem: `${userName} must be the number of the account that paid, for example ${userName}=7.` };
  const request = query["request_id"];
  const requestId = request === undefined ? null : parseReceiptId(request);
  if (request !== undefined && requestId === null) return { problem: "request_id must be a receipt id: 0x and 64 hexadecimal digits." };
  const model = query["model"] ?? null;
  if (model !== null && (model.length === 0 || model.length > 128))
    return { problem: "model must be the label of an offering, 1 to 128 characters." };
  return { from: start, to: end + DAY, payer, requestId, model };
};
