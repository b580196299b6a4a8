import { nanoToOpen } from "@openledger/sdk";

import type { Database } from "./database.ts";

/** A row of the spend log, in LiteLLM's names; nothing private is in it. */
export interface SpendLog {
  readonly request_id: string;
  readonly call_type: string;
  readonly api_key: string;
  /** OPEN, a number as in LiteLLM; `spend_nano_open` is exact. */
  readonly spend: number;
  readonly spend_nano_open: string;
  readonly total_tokens: number;
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly startTime: string;
  readonly endTime: string | null;
  readonly request_duration_ms: number | null;
  readonly model: string;
  readonly custom_llm_provider: string;
  readonly status: string;
  readonly usage_source: string | null;
  readonly receipt_id: string | null;
  readonly unattributed_ppm: number | null;
  readonly settlement_batch: string | null;
}

/** Requests of one key, latest first. */
export async function spendLogs(
  database: Database,
  { keyId, limit, before }: { keyId: string; limit: number; before: number },
): Promise<readonly SpendLog[]> {
  const rows = await database.query<Record<string, string | null>>(
    `SELECT q.request_id, q.call_type, q.key_id, coalesce(q.fee, 0)::text AS fee, coalesce(q.prompt_tokens, 0)::text AS prompt_tokens,
       coalesce(q.completion_tokens, 0)::text AS completion_tokens, q.started_at::text, q.ended_at::text, q.model, q.upstream, q.state, q.usage_source,
       r.receipt_id, (r.unattributed * 20)::text AS unattributed_ppm, r.batch_id::text
     FROM requests q LEFT JOIN receipts r USING (request_id) WHERE q.key_id = $1 AND q.started_at < $2 ORDER BY q.started_at DESC, q.request_id LIMIT $3`,
    [keyId, before, limit],
  );
  return rows.map((row) => {
    const [started, ended] = [Number(row["started_at"]), row["ended_at"] === null ? null : Number(row["ended_at"])];
    const [prompt, completion] = [Number(row["prompt_tokens"]), Number(row["completion_tokens"])];
    return {
      request_id: row["request_id"]!,
      call_type: row["call_type"]!,
      api_key: row["key_id"]!,
      spend: Number(nanoToOpen(BigInt(row["fee"]!))),
      spend_nano_open: row["fee"]!,
      total_tokens: prompt + completion,
      prompt_tokens: prompt,
      completion_tokens: completion,
      startTime: new Date(started).toISOString(),
      endTime: ended === null ? null : new Date(ended).toISOString(),
      request_duration_ms: ended === null ? null : ended - started,
      model: row["model"]!,
      custom_llm_provider: row["upstream"]!,
      status: row["state"]!,
      usage_source: row["usage_source"] ?? null,
      receipt_id: row["receipt_id"] ?? null,
      unattributed_ppm: row["unattributed_ppm"] == null ? null : Number(row["unattributed_ppm"]),
      settlement_batch: row["batch_id"] ?? null,
    };
  });
}
