import { Hono } from "hono";

import type { Database } from "../database.ts";
import { findEpoch, nameOfEpoch } from "../epochs/epoch-receipt.ts";
import { tellEpoch } from "../epochs/explain-epoch-receipt.ts";
import type { receiptsForReader } from "../epochs/receipts-for.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { answer, refuse } from "./errors.ts";
import { parseNumber, parseWhole } from "./parse.ts";

/** `GET /explain/epoch/:gateway/:number?account&from`: where an epoch stands, and for which of its receipts it pays an account, chunk by chunk. */
export const explainEpochRoute = (
  db: Database,
  { indexedBlock }: Pick<ExtensionReads, "indexedBlock">,
  readReceiptsFor: ReturnType<typeof receiptsForReader>,
) =>
  new Hono().get("/explain/epoch/:gateway/:number", async (c) => {
    const [gateway, epoch] = [parseNumber(c.req.param("gateway")), parseWhole(c.req.param("number"), 2 ** 32 - 1)];
    if (gateway === null || epoch === null)
      return refuse(c, 400, "An epoch is named by its gateway, from 1, and its number, from 0: /explain/epoch/1/0.");
    const [accountText, fromText] = [c.req.query("account"), c.req.query("from") ?? "0"];
    const account = accountText === undefined ? undefined : parseNumber(accountText);
    const from = parseWhole(fromText, 2 ** 40 - 1);
    if (account === null || from === null)
      return refuse(c, 400, "account must be a number from 1, and from a sequence from 0: ?account=7&from=0.");

    const block = await indexedBlock();
    const place = { gateway, epoch };
    const of = await findEpoch(db, place);
    if (of === undefined) return refuse(c, 404, `There is no ${nameOfEpoch(place)} up to block ${block?.number ?? 0}.`);
    const { receiptCount, legCount, feeTotal, creditCount, debitCount, held, restored, transactionHash: transaction } = of.epoch;
    const told = {
      epoch: { ...tellEpoch(of.epoch), receiptCount, legCount, feeTotal, creditCount, debitCount, held, restored },
      transaction,
    };
    if (account === undefined) return answer(c, { ...told, paid: null, receipts: null, next: null, block });
    const paying = await readReceiptsFor(of, { account, from });
    if ("problem" in paying) return refuse(c, paying.status, paying.problem);
    const receipts = paying.items.map(({ receiptId, offeringId, payerId, contributionIds, ...part }) => ({
      ...{ receipt: receiptId, offering: offeringId, payer: payerId, contributions: contributionIds },
      ...part,
    }));
    return answer(c, { ...told, paid: paying.paid, receipts, next: paying.next, block });
  });
