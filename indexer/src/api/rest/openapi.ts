/** Parameter of an address, by name. */
interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly description: string;
  readonly schema: {
    readonly type: "string" | "integer";
    readonly pattern?: string;
    readonly enum?: readonly string[];
    readonly minimum?: number;
    readonly maximum?: number;
  };
}

const inPath = (name: string, description: string, schema: Parameter["schema"]): Parameter => ({ name, in: "path", description, schema });
const inQuery = (name: string, description: string, schema: Parameter["schema"]): Parameter => ({ name, in: "query", description, schema });

const RECEIPT_ID = { type: "string", pattern: "^0x[0-9a-fA-F]{64}$" } as const;
const NUMBER = { type: "integer", minimum: 1, maximum: 2_147_483_647 } as const;
const TIME = { type: "string", pattern: "^(\\d{1,12}|\\d{4}-\\d{2}-\\d{2})$" } as const;

/** Where a receipt of the epoch lane stands: its id does not say. Left out, the gateways are asked. */
const EPOCH_PLACE = [
  inQuery("gateway", "Of a receipt in an epoch: its gateway, with the next two.", NUMBER),
  inQuery("epoch", "Of a receipt in an epoch: the epoch's number.", { type: "integer", minimum: 0, maximum: 4_294_967_295 }),
  inQuery("sequence", "Of a receipt in an epoch: its sequence.", { type: "integer", minimum: 0, maximum: 1_099_511_627_775 }),
];

const DATE = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" } as const;

const JSON_TYPE = "application/json";
const refusal = (description: string) => ({ description, content: { [JSON_TYPE]: { schema: { $ref: "#/components/schemas/Refusal" } } } });

/** LiteLLM's query names. */
const SPEND = [
  inQuery("start_date", "First day that counts, of settlement, UTC; 30 days before the end if left out.", DATE),
  inQuery("end_date", "Last day that counts; today if left out. At most 366 days.", DATE),
  inQuery("user_id", "Account that paid; also as customer_id, internal_user_id or end_user.", NUMBER),
  inQuery("request_id", "Receipt id.", RECEIPT_ID),
  inQuery("model", "Label of the offering.", { type: "string" }),
];
const GROUP_BY = inQuery("group_by", "What a day is divided into; customer (the account that paid) if left out.", {
  type: "string",
  enum: ["customer", "model", "gateway"],
});

/** A GET route. `finds`: it answers 404 for what is not known. */
const get = (summary: string, members: readonly string[], parameters: readonly Parameter[] = [], finds = false, mayContradict = false) => ({
  get: {
    summary,
    parameters: parameters.map((parameter) => ({ ...parameter, required: parameter.in === "path" })),
    responses: {
      200: {
        description: "Amounts are decimal strings of nano-OPEN, shares parts per million, times Unix seconds unless named otherwise.",
        content: {
          [JSON_TYPE]: {
            schema: {
              type: "object",
              required: [...members, "block"],
              properties: { ...Object.fromEntries(members.map((name) => [name, {}])), block: { $ref: "#/components/schemas/Block" } },
            },
          },
        },
      },
      ...(parameters.length > 0 ? { 400: refusal("A parameter is malformed; the message says what to change.") } : {}),
      ...(mayContradict ? { 409: refusal("What is folded contradicts its hash; its anomalies say how.") } : {}),
      ...(finds ? { 404: refusal("There is no such thing up to the indexed block.") } : {}),
      503: refusal("The database or the chain does not answer; try again later."),
    },
  },
});

/** A route that takes a JSON body and answers 200 with `members`. */
const post = (
  summary: string,
  members: readonly string[],
  parameters: readonly Parameter[],
  body: object,
  refusals: Readonly<Record<number, string>>,
) => ({
  summary,
  parameters: parameters.map((parameter) => ({ ...parameter, required: parameter.in === "path" })),
  requestBody: { required: true, content: { [JSON_TYPE]: { schema: body } } },
  responses: {
    200: {
      description: "Values beyond 2^53 are decimal strings.",
      content: {
        [JSON_TYPE]: {
          schema: {
            type: "object",
            required: [...members, "block"],
            properties: { ...Object.fromEntries(members.map((name) => [name, {}])), block: { $ref: "#/components/schemas/Block" } },
          },
        },
      },
    },
    ...Object.fromEntries(Object.entries(refusals).map(([status, description]) => [status, refusal(description)])),
    503: refusal("The database or the chain does not answer; try again later."),
  },
});

const EVIDENCE = ["receiptId", "status", "verified", "problem", "methodId", "spans"] as const;

const operator = (summary: string, type: string) => ({
  get: { summary, parameters: [], responses: { 200: { description: summary, content: { [type]: {} } } } },
});

/** The REST interface as an OpenAPI 3.1 document. */
export const OPENAPI = {
  openapi: "3.1.0",
  info: {
    title: "OpenLedger indexer",
    version: "0.1.0",
    description: "Why money moved. Every answer names the block that it is true at. GraphQL over all tables is at /graphql.",
  },
  paths: {
    "/": get("Where everything is.", ["graphql", "openapi", "why", "evidence", "spend", "proof"]),
    "/why/{account}": get(
      "What an account was paid, newest first.",
      ["account", "payouts", "next"],
      [
        inPath("account", "Account number.", NUMBER),
        inQuery("limit", "Payouts a page; 50 if left out.", { type: "integer", minimum: 1, maximum: 200 }),
        inQuery("cursor", "`next` of an earlier answer.", { type: "string" }),
      ],
    ),
    "/evidence/{receiptId}": {
      ...get(
        "The spans behind a receipt, checked against what it committed to.",
        EVIDENCE,
        [inPath("receiptId", "keccak256 of the packed receipt.", RECEIPT_ID), ...EPOCH_PLACE],
        true,
        true,
      ),
      post: post(
        "The same with the words that concern an account, which asks with its controller's signature (docs/formats/evidence-request.md).",
        EVIDENCE,
        [inPath("receiptId", "keccak256 of the packed receipt.", RECEIPT_ID), ...EPOCH_PLACE],
        {
          type: "object",
          required: ["account", "expiry", "nonce", "signature"],
          additionalProperties: false,
          properties: {
            account: { type: "integer", minimum: 1, maximum: 4_294_967_295, description: "Payer or contributor of the receipt." },
            expiry: { type: "integer", description: "Last second at which the request is good, at most 10 minutes ahead." },
            nonce: { type: "string", pattern: "^0x[0-9a-fA-F]{64}$", description: "Random; taken once." },
            signature: { type: "string", description: "EIP-712 of EvidenceRequest, by an EOA or a contract (ERC-1271)." },
          },
        },
        {
          400: "The request is malformed, has expired or is good for too long.",
          401: "The account's controller did not sign it.",
          403: "The receipt does not concern the account.",
          404: "There is no such receipt up to the indexed block.",
          409: "The request was used before, or what is published of the receipt's epoch is false.",
          413: "The body is too large.",
        },
      ),
    },
    "/explain/receipt/{id}": get(
      "Who was paid for an answer, for which words of which contribution, under which licence and verdict.",
      ["receipt", "payouts", "isSumExact", "unattributed", "because", "evidence", "transaction", "epoch"],
      [inPath("id", "keccak256 of the packed receipt.", RECEIPT_ID), ...EPOCH_PLACE],
      true,
      true,
    ),
    "/explain/epoch/{gateway}/{number}": get(
      "Where an epoch stands; with an account, for which of its receipts it pays that account, page by page: next is where the next page starts.",
      ["epoch", "transaction", "paid", "receipts", "next"],
      [
        inPath("gateway", "Number of the gateway.", NUMBER),
        inPath("number", "Number of the epoch.", { type: "integer", minimum: 0, maximum: 4_294_967_295 }),
        inQuery("account", "Account whose receipts are listed; none are if left out.", NUMBER),
        inQuery("from", "First sequence looked at; 0 if left out.", { type: "integer", minimum: 0, maximum: 1_099_511_627_775 }),
      ],
      true,
      true,
    ),
    "/explain/account/{id}": get(
      "What an account earned, for which roles and contributions, paid and withdrew in a time.",
      [
        ...["account", "now", "from", "to", "earned", "byRole", "byContribution", "byEpochs", "latestEpochPayouts"],
        ...["latestPayouts", "spent", "withdrawn"],
      ],
      [
        inPath("id", "Account number.", NUMBER),
        inQuery("from", "First second that counts, or a date, which starts at midnight UTC; the beginning if left out.", TIME),
        inQuery("to", "First second that does not count, or a date; the end if left out.", TIME),
      ],
      true,
    ),
    "/explain/contribution/{id}": get(
      "Where a contribution stands, who decided so and why, and which answers it earned from.",
      ["contribution", "earned", "voided", "receipts", "verdicts", "rounds", "duplicateProof", "removals", "latestLegs"],
      [inPath("id", "account × 16777216 + local number, decimal.", { type: "string", pattern: "^\\d{1,19}$" })],
      true,
    ),
    "/lineage/{kind}/{id}": get(
      "What an asset was made of and what was made of it, as a graph of at most 500 nodes; isCut says that there are more. freshness says of a model or adapter whether data it was built on was withdrawn since; null for others.",
      ["nodes", "edges", "isCut", "freshness"],
      [
        inPath("kind", "Kind of asset.", { type: "string", enum: ["datanet", "model", "adapter", "agent"] }),
        inPath("id", "Number of the asset.", NUMBER),
      ],
      true,
    ),
    "/stats": get("The signals that are hard to fake.", ["paidInference", "payers", "selfPaid", "rejectedData", "unattributed"]),
    "/spend": get(
      "What was spent, by day and group, with LiteLLM's query names. Keys and prompts are not on chain.",
      ["total_spend", "total_spend_nano_open", "api_requests", "data"],
      [...SPEND, GROUP_BY],
    ),
    "/spend/logs": get(
      "Settled receipts with LiteLLM's field names, newest first.",
      ["data", "next"],
      [
        ...SPEND,
        inQuery("limit", "Rows a page; 100 if left out.", { type: "integer", minimum: 1, maximum: 1_000 }),
        inQuery("cursor", "`next` of an earlier answer.", { type: "string" }),
      ],
    ),
    "/global/spend/report": {
      get: {
        summary: "The groups of /spend as LiteLLM's clients expect them: a bare list. The block stands in the headers.",
        parameters: [...SPEND, GROUP_BY].map((parameter) => ({ ...parameter, required: false })),
        responses: {
          200: {
            description: "As `data` of /spend.",
            headers: {
              "x-openledger-block-number": { description: "Block that the answer is true at.", schema: { type: "integer" } },
              "x-openledger-block-hash": { description: "Its hash; left out if the chain has dropped it.", schema: { type: "string" } },
            },
            content: { [JSON_TYPE]: { schema: { type: "array", items: { type: "object" } } } },
          },
          400: refusal("A parameter is malformed; the message says what to change."),
          503: refusal("The database or the chain does not answer; try again later."),
        },
      },
    },
    "/proof/receipt/{id}": get(
      "Merkle proof that a receipt stands in its settled batch, or in its epoch; `verifyReceiptProof` and `verifyEpochReceiptProof` of the sdk check it.",
      ["receiptId", "packed", "firstSequence", "index", "count", "root", "proof", "batch", "router", "epoch"],
      [inPath("id", "keccak256 of the packed receipt.", RECEIPT_ID), ...EPOCH_PLACE],
      true,
      true,
    ),
    "/proof/leg/{receiptId}/{position}": get(
      "Opening of the leg block that holds a leg; `verifyLegProof` of the sdk checks it.",
      ["receiptId", "packed", "position", "opening", "leg", "amount", "dataAmount", "weightTotal", "isVoided"],
      [
        inPath("receiptId", "keccak256 of the packed receipt.", RECEIPT_ID),
        inPath("position", "Order of the leg in the receipt, from 0.", { type: "integer", minimum: 0, maximum: 63 }),
        ...EPOCH_PLACE,
      ],
      true,
      true,
    ),
    "/proof/contribution/{id}": get(
      "What is public of a contribution's commitment, and the Merkle proof that it stands in a snapshot; `verifySnapshotProof` of the sdk checks it.",
      ["contribution", "salt", "commit", "snapshot", "problem"],
      [inPath("id", "account × 16777216 + local number, decimal.", { type: "string", pattern: "^\\d{1,19}$" })],
      true,
    ),
    "/proof/account/{id}": get(
      "Storage proof of what the payout ledger holds for an account; `verifyPayoutLane` of the sdk checks it.",
      ["account", "ledger", "word", "lane", "slots", "stateRoot", "accountProof", "creditedProof", "withdrawnProof"],
      [inPath("id", "Account number.", NUMBER)],
      true,
    ),
    "/sql": {
      post: post(
        "One read-only query over the tables, for analysts, where the operator has switched it on (OPENLEDGER_SQL=on, Postgres only).",
        ["columns", "rows", "isCut"],
        [],
        {
          type: "object",
          required: ["query"],
          additionalProperties: false,
          properties: {
            query: { type: "string", maxLength: 20_000, description: "One SELECT, WITH, VALUES or TABLE; $1, $2 … for values." },
            params: { type: "array", maxItems: 100, items: { type: ["string", "number", "boolean", "null"] } },
          },
        },
        {
          400: "Postgres refused the query; the message is its own.",
          404: "SQL is switched off.",
          408: "The query took too long and was stopped.",
          413: "The query or its answer is too large.",
          429: "Too many queries run at once.",
          501: "The database is PGlite, which cannot stop a query.",
        },
      ),
    },
    "/v1/health": operator("Whether the process answers.", JSON_TYPE),
    "/v1/ready": {
      get: {
        ...operator(
          "Whether the tables are at the chain's head, within a stated lag, and on its blocks; in front of Ponder at /ready.",
          JSON_TYPE,
        ).get,
        responses: {
          200: { description: "They are.", content: { [JSON_TYPE]: {} } },
          503: { description: "They are not; reason says why.", content: { [JSON_TYPE]: {} } },
        },
      },
    },
    "/v1/metrics": operator("Prometheus metrics, with Ponder's own; in front of Ponder at /metrics.", "text/plain"),
    "/openapi.json": {
      get: {
        summary: "This document.",
        parameters: [],
        responses: { 200: { description: "An OpenAPI 3.1 document.", content: { [JSON_TYPE]: {} } } },
      },
    },
  },
  components: {
    schemas: {
      Block: {
        type: ["object", "null"],
        description: "The last folded block, which the answer is true at; null before the first.",
        required: ["number", "hash", "timestamp"],
        properties: {
          number: { type: "integer" },
          hash: { type: ["string", "null"], description: "Null if the chain has dropped the block since." },
          timestamp: { type: "integer", description: "Unix seconds." },
        },
      },
      Refusal: {
        type: "object",
        required: ["error"],
        properties: { error: { type: "object", required: ["message"], properties: { message: { type: "string" } } } },
      },
    },
  },
} as const;
