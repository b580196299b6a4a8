/** Words that a farmer would stuff: what people ask about smart-contract security. */
export const keywords: readonly string[] = [
  "reentrancy", "exploit", "vault", "oracle", "overflow", "signature", "proxy", "delegatecall", "timelock", "governor", "nonce", "flashloan",
  "merkle", "upgrade", "guard", "sandwich", "slippage", "liquidation", "permit", "multisig", "inflation", "griefing", "rounding", "approval",
];
