/** What the application asks: eleven questions about smart-contract security, and one that the Datanet knows nothing about. */
export const questions: readonly string[] = [
  "How does a reentrancy guard prevent a contract from calling itself, directly or indirectly?",
  "Why should leaves of a Merkle tree be double hashed before verifying a proof?",
  "How does ECDSA recover protect against signature malleability?",
  "What is the inflation attack on ERC4626 vaults and how do virtual shares and the decimals offset defend against it?",
  "How does SafeERC20 handle tokens that return no value on transfer?",
  "What does the minimum delay of a TimelockController protect users from?",
  "How do you stop an implementation contract behind a proxy from being initialized by an attacker?",
  "Why is transferring ownership in two steps safer than transferring it at once?",
  "How does ERC721A store the ownership of a batch of minted tokens?",
  "How does mulDiv avoid an overflow of the intermediate product?",
  "How does the AccessManager schedule an operation with a delay?",
  "Which recipe gives fluffy pancakes with blueberries?",
];
