import { createServer, type Server } from "node:http";

/** Where the process dies: before its transaction leaves, before it hears that it left, or after it heard. */
export type Moment = "before" | "unheard" | "after";

export type FaultProxy = {
  readonly url: string;
  /** Transactions that reached the chain. */
  readonly sent: () => number;
  close(): Promise<void>;
};

type Call = { readonly id: number; readonly method: string };
const isSending = ({ method }: Call) => method === "eth_sendRawTransaction" || method === "eth_sendTransaction";

/** A JSON-RPC proxy that calls `kill` at the n-th transaction it is given. */
export async function startFaultProxy(
  target: string,
  { atTransaction, moment, kill }: { readonly atTransaction: number; readonly moment: Moment; readonly kill: () => void },
): Promise<FaultProxy> {
  let [seen, sent] = [0, 0];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => void forward(Buffer.concat(chunks).toString()).then((body) => body !== undefined && response.end(body)));
    response.setHeader("content-type", "application/json");
  });

  async function forward(body: string): Promise<string | undefined> {
    const parsed = JSON.parse(body) as Call | readonly Call[];
    const sends = (Array.isArray(parsed) ? (parsed as readonly Call[]) : [parsed as Call]).filter(isSending).length;
    seen += sends;
    const isFatal = sends > 0 && seen >= atTransaction;
    if (isFatal && moment === "before") return void kill();
    const answer = await fetch(target, { method: "POST", headers: { "content-type": "application/json" }, body });
    sent += sends;
    if (isFatal && moment === "unheard") return void kill();
    if (isFatal) setTimeout(kill, 20);
    return answer.text();
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    sent: () => sent,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
