// Written by scripts/generate.ts; do not edit.

export const accountRegistryAbi = [
  { inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }], name: "AccountRegistry_AssetAccount", type: "error" },
  { inputs: [], name: "AccountRegistry_Full", type: "error" },
  { inputs: [], name: "AccountRegistry_NoAssetKind", type: "error" },
  {
    inputs: [
      { internalType: "AccountId", name: "account", type: "uint32" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "AccountRegistry_NotController",
    type: "error",
  },
  { inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }], name: "AccountRegistry_UnknownAccount", type: "error" },
  { inputs: [], name: "AccountRegistry_ZeroAddress", type: "error" },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AccountId", name: "account", type: "uint32" },
      { indexed: true, internalType: "address", name: "owner", type: "address" },
      { indexed: true, internalType: "address", name: "payout", type: "address" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "AccountRegistered",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AccountId", name: "account", type: "uint32" },
      { indexed: true, internalType: "address", name: "asset", type: "address" },
      { indexed: false, internalType: "enum AssetKind", name: "kind", type: "uint8" },
      { indexed: false, internalType: "uint32", name: "assetId", type: "uint32" },
    ],
    name: "AssetAccountRegistered",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AccountId", name: "account", type: "uint32" },
      { indexed: true, internalType: "address", name: "owner", type: "address" },
      { indexed: true, internalType: "address", name: "pendingOwner", type: "address" },
    ],
    name: "OwnershipOffered",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AccountId", name: "account", type: "uint32" },
      { indexed: true, internalType: "address", name: "previousOwner", type: "address" },
      { indexed: true, internalType: "address", name: "owner", type: "address" },
    ],
    name: "OwnershipTransferred",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AccountId", name: "account", type: "uint32" },
      { indexed: true, internalType: "address", name: "payout", type: "address" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "PayoutChanged",
    type: "event",
  },
  {
    inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }],
    name: "acceptOwnership",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [],
    name: "accountCount",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }],
    name: "accountOf",
    outputs: [
      {
        components: [
          { internalType: "address", name: "owner", type: "address" },
          { internalType: "address", name: "pendingOwner", type: "address" },
          { internalType: "address", name: "payout", type: "address" },
          { internalType: "address", name: "asset", type: "address" },
          { internalType: "enum AssetKind", name: "kind", type: "uint8" },
          { internalType: "uint32", name: "assetId", type: "uint32" },
        ],
        internalType: "struct IAccountRegistry.Account",
        name: "",
        type: "tuple",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }],
    name: "controllerOf",
    outputs: [{ internalType: "address", name: "", type: "address" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "account", type: "uint32" },
      { internalType: "address", name: "newOwner", type: "address" },
    ],
    name: "offerOwnership",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }],
    name: "payoutOf",
    outputs: [{ internalType: "address", name: "", type: "address" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "address", name: "payout", type: "address" }],
    name: "register",
    outputs: [{ internalType: "AccountId", name: "account", type: "uint32" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "enum AssetKind", name: "kind", type: "uint8" },
      { internalType: "uint32", name: "assetId", type: "uint32" },
    ],
    name: "registerAsset",
    outputs: [{ internalType: "AccountId", name: "account", type: "uint32" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "owner", type: "address" },
      { internalType: "address", name: "payout", type: "address" },
    ],
    name: "registerFor",
    outputs: [{ internalType: "AccountId", name: "account", type: "uint32" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "account", type: "uint32" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "requireController",
    outputs: [],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "account", type: "uint32" },
      { internalType: "address", name: "payout", type: "address" },
    ],
    name: "setPayout",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
] as const;

export const openTokenAbi = [
  {
    inputs: [
      { internalType: "uint256", name: "supply", type: "uint256" },
      { internalType: "uint256", name: "cap", type: "uint256" },
    ],
    name: "OpenToken_CapExceeded",
    type: "error",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "owner", type: "address" },
      { indexed: true, internalType: "address", name: "spender", type: "address" },
      { indexed: false, internalType: "uint256", name: "value", type: "uint256" },
    ],
    name: "Approval",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "from", type: "address" },
      { indexed: true, internalType: "address", name: "to", type: "address" },
      { indexed: false, internalType: "uint256", name: "value", type: "uint256" },
    ],
    name: "Transfer",
    type: "event",
  },
  {
    inputs: [],
    name: "DOMAIN_SEPARATOR",
    outputs: [{ internalType: "bytes32", name: "", type: "bytes32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "owner", type: "address" },
      { internalType: "address", name: "spender", type: "address" },
    ],
    name: "allowance",
    outputs: [{ internalType: "uint256", name: "", type: "uint256" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "spender", type: "address" },
      { internalType: "uint256", name: "value", type: "uint256" },
    ],
    name: "approve",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "address", name: "account", type: "address" }],
    name: "balanceOf",
    outputs: [{ internalType: "uint256", name: "", type: "uint256" }],
    stateMutability: "view",
    type: "function",
  },
  { inputs: [], name: "cap", outputs: [{ internalType: "uint256", name: "", type: "uint256" }], stateMutability: "view", type: "function" },
  {
    inputs: [
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "amount", type: "uint256" },
    ],
    name: "mint",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "address", name: "owner", type: "address" }],
    name: "nonces",
    outputs: [{ internalType: "uint256", name: "", type: "uint256" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "owner", type: "address" },
      { internalType: "address", name: "spender", type: "address" },
      { internalType: "uint256", name: "value", type: "uint256" },
      { internalType: "uint256", name: "deadline", type: "uint256" },
      { internalType: "uint8", name: "v", type: "uint8" },
      { internalType: "bytes32", name: "r", type: "bytes32" },
      { internalType: "bytes32", name: "s", type: "bytes32" },
    ],
    name: "permit",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [],
    name: "totalSupply",
    outputs: [{ internalType: "uint256", name: "", type: "uint256" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "value", type: "uint256" },
    ],
    name: "transfer",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "from", type: "address" },
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "value", type: "uint256" },
    ],
    name: "transferFrom",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "nonpayable",
    type: "function",
  },
] as const;

export const datanetRegistryAbi = [
  {
    inputs: [
      { internalType: "uint256", name: "assetId", type: "uint256" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "AssetRegistry_NotAuthorized",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "assetId", type: "uint256" }], name: "AssetRegistry_UnknownAsset", type: "error" },
  {
    inputs: [{ internalType: "address", name: "admission", type: "address" }],
    name: "DatanetRegistry_AdmissionNotApproved",
    type: "error",
  },
  {
    inputs: [
      { internalType: "NanoOpen", name: "bond", type: "uint64" },
      { internalType: "NanoOpen", name: "maximum", type: "uint64" },
    ],
    name: "DatanetRegistry_BondTooLarge",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint16", name: "curatorBps", type: "uint16" },
      { internalType: "uint16", name: "maximum", type: "uint16" },
    ],
    name: "DatanetRegistry_CuratorShareTooLarge",
    type: "error",
  },
  {
    inputs: [
      { internalType: "bytes32", name: "itemRoot", type: "bytes32" },
      { internalType: "uint32", name: "itemCount", type: "uint32" },
    ],
    name: "DatanetRegistry_EmptySnapshot",
    type: "error",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "DatanetRegistry_NotCurator",
    type: "error",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "DatanetRegistry_NotOwner",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint8", name: "panelSize", type: "uint8" },
      { internalType: "uint8", name: "maximum", type: "uint8" },
    ],
    name: "DatanetRegistry_PanelTooLarge",
    type: "error",
  },
  {
    inputs: [
      { internalType: "bool", name: "isPrivate", type: "bool" },
      { internalType: "bytes32", name: "salt", type: "bytes32" },
    ],
    name: "DatanetRegistry_SaltMismatch",
    type: "error",
  },
  {
    inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }],
    name: "DatanetRegistry_TermsVersionsExhausted",
    type: "error",
  },
  { inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }], name: "DatanetRegistry_UnknownDatanet", type: "error" },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "uint32", name: "snapshot", type: "uint32" },
    ],
    name: "DatanetRegistry_UnknownSnapshot",
    type: "error",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "uint16", name: "version", type: "uint16" },
    ],
    name: "DatanetRegistry_UnknownTermsVersion",
    type: "error",
  },
  { inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }], name: "DatanetRegistry_VisibilityFixed", type: "error" },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "admission", type: "address" },
      { indexed: false, internalType: "bool", name: "isApproved", type: "bool" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "AdmissionApprovalChanged",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "DatanetId", name: "datanet", type: "uint32" },
      { indexed: true, internalType: "address", name: "admission", type: "address" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "AdmissionChanged",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "owner", type: "address" },
      { indexed: true, internalType: "address", name: "approved", type: "address" },
      { indexed: true, internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "Approval",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "owner", type: "address" },
      { indexed: true, internalType: "address", name: "operator", type: "address" },
      { indexed: false, internalType: "bool", name: "approved", type: "bool" },
    ],
    name: "ApprovalForAll",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "DatanetId", name: "datanet", type: "uint32" },
      { indexed: true, internalType: "address", name: "curator", type: "address" },
      { indexed: false, internalType: "bool", name: "isCurator", type: "bool" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "CuratorChanged",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "DatanetId", name: "datanet", type: "uint32" },
      { indexed: true, internalType: "AccountId", name: "account", type: "uint32" },
      { indexed: true, internalType: "address", name: "owner", type: "address" },
      { indexed: false, internalType: "string", name: "name", type: "string" },
      { indexed: false, internalType: "bytes32", name: "salt", type: "bytes32" },
      { indexed: false, internalType: "address", name: "admission", type: "address" },
    ],
    name: "DatanetCreated",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "DatanetId", name: "datanet", type: "uint32" },
      { indexed: true, internalType: "uint32", name: "snapshot", type: "uint32" },
      { indexed: false, internalType: "bytes32", name: "itemRoot", type: "bytes32" },
      { indexed: false, internalType: "uint32", name: "itemCount", type: "uint32" },
      { indexed: false, internalType: "uint16", name: "termsVersion", type: "uint16" },
      { indexed: false, internalType: "string", name: "manifestUri", type: "string" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "SnapshotPublished",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "DatanetId", name: "datanet", type: "uint32" },
      { indexed: true, internalType: "uint16", name: "version", type: "uint16" },
      {
        components: [
          { internalType: "string", name: "licence", type: "string" },
          { internalType: "string", name: "licenceUri", type: "string" },
          { internalType: "string", name: "metadataUri", type: "string" },
          { internalType: "enum Consent", name: "train", type: "uint8" },
          { internalType: "enum Consent", name: "infer", type: "uint8" },
          { internalType: "bool", name: "isPrivate", type: "bool" },
          { internalType: "NanoOpen", name: "contributionBond", type: "uint64" },
          { internalType: "uint8", name: "panelSize", type: "uint8" },
          { internalType: "uint16", name: "curatorBps", type: "uint16" },
        ],
        indexed: false,
        internalType: "struct IDatanetRegistry.Terms",
        name: "terms",
        type: "tuple",
      },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "TermsPublished",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "from", type: "address" },
      { indexed: true, internalType: "address", name: "to", type: "address" },
      { indexed: true, internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "Transfer",
    type: "event",
  },
  {
    inputs: [{ internalType: "uint256", name: "assetId", type: "uint256" }],
    name: "accountOf",
    outputs: [{ internalType: "AccountId", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }],
    name: "admissionOf",
    outputs: [{ internalType: "address", name: "", type: "address" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "approve",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [],
    name: "assetCount",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "address", name: "owner", type: "address" }],
    name: "balanceOf",
    outputs: [{ internalType: "uint256", name: "balance", type: "uint256" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "string", name: "name", type: "string" },
      { internalType: "bytes32", name: "salt", type: "bytes32" },
      { internalType: "address", name: "admission", type: "address" },
      {
        components: [
          { internalType: "string", name: "licence", type: "string" },
          { internalType: "string", name: "licenceUri", type: "string" },
          { internalType: "string", name: "metadataUri", type: "string" },
          { internalType: "enum Consent", name: "train", type: "uint8" },
          { internalType: "enum Consent", name: "infer", type: "uint8" },
          { internalType: "bool", name: "isPrivate", type: "bool" },
          { internalType: "NanoOpen", name: "contributionBond", type: "uint64" },
          { internalType: "uint8", name: "panelSize", type: "uint8" },
          { internalType: "uint16", name: "curatorBps", type: "uint16" },
        ],
        internalType: "struct IDatanetRegistry.Terms",
        name: "terms",
        type: "tuple",
      },
    ],
    name: "create",
    outputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }],
    name: "currentTermsOf",
    outputs: [
      {
        components: [
          { internalType: "string", name: "licence", type: "string" },
          { internalType: "string", name: "licenceUri", type: "string" },
          { internalType: "string", name: "metadataUri", type: "string" },
          { internalType: "enum Consent", name: "train", type: "uint8" },
          { internalType: "enum Consent", name: "infer", type: "uint8" },
          { internalType: "bool", name: "isPrivate", type: "bool" },
          { internalType: "NanoOpen", name: "contributionBond", type: "uint64" },
          { internalType: "uint8", name: "panelSize", type: "uint8" },
          { internalType: "uint16", name: "curatorBps", type: "uint16" },
        ],
        internalType: "struct IDatanetRegistry.Terms",
        name: "",
        type: "tuple",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "tokenId", type: "uint256" }],
    name: "getApproved",
    outputs: [{ internalType: "address", name: "operator", type: "address" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "address", name: "admission", type: "address" }],
    name: "isAdmissionApproved",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "owner", type: "address" },
      { internalType: "address", name: "operator", type: "address" },
    ],
    name: "isApprovedForAll",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "address", name: "who", type: "address" },
    ],
    name: "isCurator",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }],
    name: "nameOf",
    outputs: [{ internalType: "string", name: "", type: "string" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "tokenId", type: "uint256" }],
    name: "ownerOf",
    outputs: [{ internalType: "address", name: "owner", type: "address" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "bytes32", name: "itemRoot", type: "bytes32" },
      { internalType: "uint32", name: "itemCount", type: "uint32" },
      { internalType: "string", name: "manifestUri", type: "string" },
    ],
    name: "publishSnapshot",
    outputs: [{ internalType: "uint32", name: "snapshot", type: "uint32" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      {
        components: [
          { internalType: "string", name: "licence", type: "string" },
          { internalType: "string", name: "licenceUri", type: "string" },
          { internalType: "string", name: "metadataUri", type: "string" },
          { internalType: "enum Consent", name: "train", type: "uint8" },
          { internalType: "enum Consent", name: "infer", type: "uint8" },
          { internalType: "bool", name: "isPrivate", type: "bool" },
          { internalType: "NanoOpen", name: "contributionBond", type: "uint64" },
          { internalType: "uint8", name: "panelSize", type: "uint8" },
          { internalType: "uint16", name: "curatorBps", type: "uint16" },
        ],
        internalType: "struct IDatanetRegistry.Terms",
        name: "terms",
        type: "tuple",
      },
    ],
    name: "publishTerms",
    outputs: [{ internalType: "uint16", name: "version", type: "uint16" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "assetId", type: "uint256" }],
    name: "royaltyOf",
    outputs: [{ internalType: "uint16", name: "", type: "uint16" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "from", type: "address" },
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "safeTransferFrom",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "from", type: "address" },
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
      { internalType: "bytes", name: "data", type: "bytes" },
    ],
    name: "safeTransferFrom",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }],
    name: "saltOf",
    outputs: [{ internalType: "bytes32", name: "", type: "bytes32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "address", name: "admission", type: "address" },
    ],
    name: "setAdmission",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "admission", type: "address" },
      { internalType: "bool", name: "isApproved", type: "bool" },
    ],
    name: "setAdmissionApproval",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "operator", type: "address" },
      { internalType: "bool", name: "approved", type: "bool" },
    ],
    name: "setApprovalForAll",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "address", name: "curator", type: "address" },
      { internalType: "bool", name: "isCurator", type: "bool" },
    ],
    name: "setCurator",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }],
    name: "snapshotCountOf",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "uint32", name: "snapshot", type: "uint32" },
    ],
    name: "snapshotOf",
    outputs: [
      {
        components: [
          { internalType: "bytes32", name: "itemRoot", type: "bytes32" },
          { internalType: "uint32", name: "itemCount", type: "uint32" },
          { internalType: "uint16", name: "termsVersion", type: "uint16" },
          { internalType: "uint48", name: "publishedAt", type: "uint48" },
        ],
        internalType: "struct IDatanetRegistry.Snapshot",
        name: "",
        type: "tuple",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "bytes4", name: "interfaceId", type: "bytes4" }],
    name: "supportsInterface",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "uint16", name: "version", type: "uint16" },
    ],
    name: "termsOf",
    outputs: [
      {
        components: [
          { internalType: "string", name: "licence", type: "string" },
          { internalType: "string", name: "licenceUri", type: "string" },
          { internalType: "string", name: "metadataUri", type: "string" },
          { internalType: "enum Consent", name: "train", type: "uint8" },
          { internalType: "enum Consent", name: "infer", type: "uint8" },
          { internalType: "bool", name: "isPrivate", type: "bool" },
          { internalType: "NanoOpen", name: "contributionBond", type: "uint64" },
          { internalType: "uint8", name: "panelSize", type: "uint8" },
          { internalType: "uint16", name: "curatorBps", type: "uint16" },
        ],
        internalType: "struct IDatanetRegistry.Terms",
        name: "",
        type: "tuple",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }],
    name: "termsVersionOf",
    outputs: [{ internalType: "uint16", name: "", type: "uint16" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "from", type: "address" },
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "transferFrom",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
] as const;

export const contributionLedgerAbi = [
  { inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }], name: "ContributionLedger_AccountFull", type: "error" },
  {
    inputs: [
      { internalType: "ContributionId", name: "contribution", type: "uint56" },
      { internalType: "ContributionId", name: "original", type: "uint56" },
    ],
    name: "ContributionLedger_BadOriginal",
    type: "error",
  },
  {
    inputs: [
      { internalType: "ContributionId", name: "contribution", type: "uint56" },
      { internalType: "enum ContributionStatus", name: "status", type: "uint8" },
      { internalType: "enum VerdictReason", name: "reason", type: "uint8" },
      { internalType: "uint32", name: "noveltyPpm", type: "uint32" },
    ],
    name: "ContributionLedger_BadVerdict",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "size", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "ContributionLedger_BatchSize",
    type: "error",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "ContributionLedger_NotAdmission",
    type: "error",
  },
  { inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }], name: "ContributionLedger_NothingToRefund", type: "error" },
  {
    inputs: [
      { internalType: "uint48", name: "commit", type: "uint48" },
      { internalType: "bytes32", name: "committed", type: "bytes32" },
      { internalType: "bytes32", name: "revealed", type: "bytes32" },
    ],
    name: "ContributionLedger_RevealMismatch",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint48", name: "commit", type: "uint48" },
      { internalType: "uint256", name: "blockNumber", type: "uint256" },
    ],
    name: "ContributionLedger_RevealTooEarly",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint48", name: "commit", type: "uint48" },
      { internalType: "uint48", name: "revealBefore", type: "uint48" },
    ],
    name: "ContributionLedger_RevealTooLate",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint16", name: "agreed", type: "uint16" },
      { internalType: "uint16", name: "current", type: "uint16" },
    ],
    name: "ContributionLedger_TermsOutdated",
    type: "error",
  },
  { inputs: [{ internalType: "uint48", name: "commit", type: "uint48" }], name: "ContributionLedger_UnknownCommit", type: "error" },
  {
    inputs: [{ internalType: "ContributionId", name: "contribution", type: "uint56" }],
    name: "ContributionLedger_UnknownContribution",
    type: "error",
  },
  {
    inputs: [
      { internalType: "ContributionId", name: "contribution", type: "uint56" },
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
    ],
    name: "ContributionLedger_WrongDatanet",
    type: "error",
  },
  {
    inputs: [
      { internalType: "ContributionId", name: "contribution", type: "uint56" },
      { internalType: "enum ContributionStatus", name: "status", type: "uint8" },
    ],
    name: "ContributionLedger_WrongStatus",
    type: "error",
  },
  { inputs: [], name: "ContributionLedger_ZeroHash", type: "error" },
  { inputs: [{ internalType: "uint256", name: "index", type: "uint256" }], name: "ContributionLedger_ZeroRoot", type: "error" },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "ContributionId", name: "contribution", type: "uint56" },
      { indexed: true, internalType: "AccountId", name: "account", type: "uint32" },
      { indexed: false, internalType: "NanoOpen", name: "amount", type: "uint64" },
      { indexed: false, internalType: "bool", name: "toContributor", type: "bool" },
    ],
    name: "BondReleased",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "ContributionId", name: "contribution", type: "uint56" },
      { indexed: true, internalType: "DatanetId", name: "datanet", type: "uint32" },
      { indexed: false, internalType: "enum ContributionStatus", name: "status", type: "uint8" },
      { indexed: false, internalType: "enum VerdictReason", name: "reason", type: "uint8" },
      { indexed: false, internalType: "uint32", name: "noveltyPpm", type: "uint32" },
      { indexed: false, internalType: "ContributionId", name: "original", type: "uint56" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "ContributionStatusChanged",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "uint48", name: "commit", type: "uint48" },
      { indexed: true, internalType: "DatanetId", name: "datanet", type: "uint32" },
      { indexed: true, internalType: "AccountId", name: "account", type: "uint32" },
      { indexed: false, internalType: "uint16", name: "termsVersion", type: "uint16" },
      { indexed: false, internalType: "uint16", name: "itemCount", type: "uint16" },
      { indexed: false, internalType: "bytes32", name: "hash", type: "bytes32" },
      { indexed: false, internalType: "uint48", name: "revealBefore", type: "uint48" },
    ],
    name: "ContributionsCommitted",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "uint48", name: "commit", type: "uint48" },
      { indexed: true, internalType: "DatanetId", name: "datanet", type: "uint32" },
      { indexed: true, internalType: "AccountId", name: "account", type: "uint32" },
      { indexed: false, internalType: "ContributionId", name: "firstContribution", type: "uint56" },
      { indexed: false, internalType: "uint16", name: "termsVersion", type: "uint16" },
      { indexed: false, internalType: "NanoOpen", name: "bond", type: "uint64" },
      {
        components: [
          { internalType: "bytes32", name: "contentRoot", type: "bytes32" },
          { internalType: "string", name: "licence", type: "string" },
          { internalType: "string", name: "uri", type: "string" },
        ],
        indexed: false,
        internalType: "struct IContributionLedger.Item[]",
        name: "items",
        type: "tuple[]",
      },
    ],
    name: "ContributionsRevealed",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AccountId", name: "account", type: "uint32" },
      { indexed: true, internalType: "address", name: "payout", type: "address" },
      { indexed: false, internalType: "NanoOpen", name: "amount", type: "uint64" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "RefundWithdrawn",
    type: "event",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "AccountId", name: "account", type: "uint32" },
      { internalType: "uint16", name: "termsVersion", type: "uint16" },
      { internalType: "uint16", name: "itemCount", type: "uint16" },
      { internalType: "bytes32", name: "hash", type: "bytes32" },
    ],
    name: "commit",
    outputs: [{ internalType: "uint48", name: "commitId", type: "uint48" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "account", type: "uint32" },
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "uint16", name: "termsVersion", type: "uint16" },
      {
        components: [
          { internalType: "bytes32", name: "contentRoot", type: "bytes32" },
          { internalType: "string", name: "licence", type: "string" },
          { internalType: "string", name: "uri", type: "string" },
        ],
        internalType: "struct IContributionLedger.Item[]",
        name: "items",
        type: "tuple[]",
      },
      { internalType: "bytes32", name: "salt", type: "bytes32" },
    ],
    name: "commitHash",
    outputs: [{ internalType: "bytes32", name: "", type: "bytes32" }],
    stateMutability: "pure",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint48", name: "commitId", type: "uint48" }],
    name: "commitOf",
    outputs: [
      {
        components: [
          { internalType: "AccountId", name: "account", type: "uint32" },
          { internalType: "DatanetId", name: "datanet", type: "uint32" },
          { internalType: "uint16", name: "termsVersion", type: "uint16" },
          { internalType: "uint16", name: "itemCount", type: "uint16" },
          { internalType: "uint48", name: "revealBefore", type: "uint48" },
          { internalType: "uint48", name: "blockNumber", type: "uint48" },
          { internalType: "bytes32", name: "hash", type: "bytes32" },
        ],
        internalType: "struct IContributionLedger.Commit",
        name: "",
        type: "tuple",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "ContributionId", name: "contribution", type: "uint56" }],
    name: "contentRootOf",
    outputs: [{ internalType: "bytes32", name: "", type: "bytes32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }],
    name: "contributionCountOf",
    outputs: [{ internalType: "uint24", name: "", type: "uint24" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "ContributionId", name: "contribution", type: "uint56" }],
    name: "contributionOf",
    outputs: [
      {
        components: [
          { internalType: "DatanetId", name: "datanet", type: "uint32" },
          { internalType: "uint16", name: "termsVersion", type: "uint16" },
          { internalType: "enum ContributionStatus", name: "status", type: "uint8" },
          { internalType: "enum VerdictReason", name: "reason", type: "uint8" },
          { internalType: "uint32", name: "noveltyPpm", type: "uint32" },
          { internalType: "uint48", name: "commit", type: "uint48" },
          { internalType: "NanoOpen", name: "bond", type: "uint64" },
        ],
        internalType: "struct IContributionLedger.Contribution",
        name: "",
        type: "tuple",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "bytes32", name: "contentRoot", type: "bytes32" },
    ],
    name: "holderOf",
    outputs: [{ internalType: "ContributionId", name: "", type: "uint56" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      {
        components: [
          { internalType: "ContributionId", name: "contribution", type: "uint56" },
          { internalType: "enum ContributionStatus", name: "status", type: "uint8" },
          { internalType: "enum VerdictReason", name: "reason", type: "uint8" },
          { internalType: "uint32", name: "noveltyPpm", type: "uint32" },
          { internalType: "ContributionId", name: "original", type: "uint56" },
        ],
        internalType: "struct IContributionLedger.Verdict[]",
        name: "verdicts",
        type: "tuple[]",
      },
      { internalType: "address", name: "actor", type: "address" },
    ],
    name: "judge",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }],
    name: "refundOf",
    outputs: [{ internalType: "NanoOpen", name: "", type: "uint64" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint48", name: "commitId", type: "uint48" },
      {
        components: [
          { internalType: "bytes32", name: "contentRoot", type: "bytes32" },
          { internalType: "string", name: "licence", type: "string" },
          { internalType: "string", name: "uri", type: "string" },
        ],
        internalType: "struct IContributionLedger.Item[]",
        name: "items",
        type: "tuple[]",
      },
      { internalType: "bytes32", name: "salt", type: "bytes32" },
    ],
    name: "reveal",
    outputs: [{ internalType: "ContributionId", name: "firstContribution", type: "uint56" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256[]", name: "keys", type: "uint256[]" }],
    name: "standingPages",
    outputs: [{ internalType: "uint256[]", name: "pages", type: "uint256[]" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "ContributionId[]", name: "contributions", type: "uint56[]" }],
    name: "withdraw",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }],
    name: "withdrawRefund",
    outputs: [{ internalType: "NanoOpen", name: "amount", type: "uint64" }],
    stateMutability: "nonpayable",
    type: "function",
  },
] as const;

export const curatorAdmissionAbi = [
  {
    inputs: [
      { internalType: "uint256", name: "size", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "CuratorAdmission_BatchSize",
    type: "error",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "CuratorAdmission_NotCurator",
    type: "error",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "DatanetId", name: "datanet", type: "uint32" },
      { indexed: true, internalType: "address", name: "curator", type: "address" },
      { indexed: false, internalType: "uint256", name: "count", type: "uint256" },
      { indexed: false, internalType: "bytes32", name: "report", type: "bytes32" },
      { indexed: false, internalType: "string", name: "reportUri", type: "string" },
    ],
    name: "VerdictsReported",
    type: "event",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      {
        components: [
          { internalType: "ContributionId", name: "contribution", type: "uint56" },
          { internalType: "enum ContributionStatus", name: "status", type: "uint8" },
          { internalType: "enum VerdictReason", name: "reason", type: "uint8" },
          { internalType: "uint32", name: "noveltyPpm", type: "uint32" },
          { internalType: "ContributionId", name: "original", type: "uint56" },
        ],
        internalType: "struct IContributionLedger.Verdict[]",
        name: "verdicts",
        type: "tuple[]",
      },
      { internalType: "bytes32", name: "report", type: "bytes32" },
      { internalType: "string", name: "reportUri", type: "string" },
    ],
    name: "decide",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [],
    name: "ledger",
    outputs: [{ internalType: "contract IContributionLedger", name: "", type: "address" }],
    stateMutability: "view",
    type: "function",
  },
  { inputs: [], name: "mode", outputs: [{ internalType: "string", name: "", type: "string" }], stateMutability: "view", type: "function" },
] as const;

export const modelRegistryAbi = [
  {
    inputs: [
      { internalType: "uint256", name: "assetId", type: "uint256" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "AssetRegistry_NotAuthorized",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "assetId", type: "uint256" }], name: "AssetRegistry_UnknownAsset", type: "error" },
  {
    inputs: [
      { internalType: "enum ILineage.Relation", name: "relation", type: "uint8" },
      { internalType: "enum AssetKind", name: "kind", type: "uint8" },
      { internalType: "uint32", name: "snapshot", type: "uint32" },
      { internalType: "uint32", name: "weightPpm", type: "uint32" },
    ],
    name: "Lineage_BadEdge",
    type: "error",
  },
  {
    inputs: [
      { internalType: "enum AssetKind", name: "kind", type: "uint8" },
      { internalType: "uint32", name: "parent", type: "uint32" },
    ],
    name: "Lineage_DuplicateParent",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "depth", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "Lineage_TooDeep",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "edges", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "Lineage_TooWide",
    type: "error",
  },
  { inputs: [{ internalType: "uint32", name: "datanet", type: "uint32" }], name: "Lineage_TrainingNotAllowed", type: "error" },
  {
    inputs: [
      { internalType: "enum AssetKind", name: "kind", type: "uint8" },
      { internalType: "uint32", name: "parent", type: "uint32" },
    ],
    name: "Lineage_UnknownParent",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "sum", type: "uint256" }], name: "Lineage_WeightsNotWhole", type: "error" },
  {
    inputs: [
      { internalType: "uint16", name: "royaltyBps", type: "uint16" },
      { internalType: "uint16", name: "maximum", type: "uint16" },
    ],
    name: "ModelRegistry_RoyaltyTooLarge",
    type: "error",
  },
  { inputs: [], name: "ModelRegistry_ZeroWeightsHash", type: "error" },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "owner", type: "address" },
      { indexed: true, internalType: "address", name: "approved", type: "address" },
      { indexed: true, internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "Approval",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "owner", type: "address" },
      { indexed: true, internalType: "address", name: "operator", type: "address" },
      { indexed: false, internalType: "bool", name: "approved", type: "bool" },
    ],
    name: "ApprovalForAll",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "ModelId", name: "model", type: "uint32" },
      { indexed: true, internalType: "AccountId", name: "account", type: "uint32" },
      { indexed: true, internalType: "address", name: "owner", type: "address" },
      {
        components: [
          { internalType: "string", name: "name", type: "string" },
          { internalType: "string", name: "uri", type: "string" },
          { internalType: "bytes32", name: "weightsHash", type: "bytes32" },
          { internalType: "uint16", name: "royaltyBps", type: "uint16" },
        ],
        indexed: false,
        internalType: "struct IModelRegistry.Model",
        name: "record",
        type: "tuple",
      },
      {
        components: [
          { internalType: "enum ILineage.Relation", name: "relation", type: "uint8" },
          { internalType: "enum AssetKind", name: "kind", type: "uint8" },
          { internalType: "uint32", name: "parent", type: "uint32" },
          { internalType: "uint32", name: "snapshot", type: "uint32" },
          { internalType: "uint32", name: "weightPpm", type: "uint32" },
        ],
        indexed: false,
        internalType: "struct ILineage.Edge[]",
        name: "edges",
        type: "tuple[]",
      },
      { indexed: false, internalType: "uint8", name: "depth", type: "uint8" },
    ],
    name: "ModelRegistered",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "from", type: "address" },
      { indexed: true, internalType: "address", name: "to", type: "address" },
      { indexed: true, internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "Transfer",
    type: "event",
  },
  {
    inputs: [{ internalType: "uint256", name: "assetId", type: "uint256" }],
    name: "accountOf",
    outputs: [{ internalType: "AccountId", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "approve",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [],
    name: "assetCount",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "address", name: "owner", type: "address" }],
    name: "balanceOf",
    outputs: [{ internalType: "uint256", name: "balance", type: "uint256" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "ModelId", name: "model", type: "uint32" }],
    name: "depthOf",
    outputs: [{ internalType: "uint8", name: "", type: "uint8" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "ModelId", name: "model", type: "uint32" }],
    name: "edgesOf",
    outputs: [
      {
        components: [
          { internalType: "enum ILineage.Relation", name: "relation", type: "uint8" },
          { internalType: "enum AssetKind", name: "kind", type: "uint8" },
          { internalType: "uint32", name: "parent", type: "uint32" },
          { internalType: "uint32", name: "snapshot", type: "uint32" },
          { internalType: "uint32", name: "weightPpm", type: "uint32" },
        ],
        internalType: "struct ILineage.Edge[]",
        name: "",
        type: "tuple[]",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "tokenId", type: "uint256" }],
    name: "getApproved",
    outputs: [{ internalType: "address", name: "operator", type: "address" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "owner", type: "address" },
      { internalType: "address", name: "operator", type: "address" },
    ],
    name: "isApprovedForAll",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "ModelId", name: "model", type: "uint32" }],
    name: "modelOf",
    outputs: [
      {
        components: [
          { internalType: "string", name: "name", type: "string" },
          { internalType: "string", name: "uri", type: "string" },
          { internalType: "bytes32", name: "weightsHash", type: "bytes32" },
          { internalType: "uint16", name: "royaltyBps", type: "uint16" },
        ],
        internalType: "struct IModelRegistry.Model",
        name: "",
        type: "tuple",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "tokenId", type: "uint256" }],
    name: "ownerOf",
    outputs: [{ internalType: "address", name: "owner", type: "address" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      {
        components: [
          { internalType: "string", name: "name", type: "string" },
          { internalType: "string", name: "uri", type: "string" },
          { internalType: "bytes32", name: "weightsHash", type: "bytes32" },
          { internalType: "uint16", name: "royaltyBps", type: "uint16" },
        ],
        internalType: "struct IModelRegistry.Model",
        name: "record",
        type: "tuple",
      },
      {
        components: [
          { internalType: "enum ILineage.Relation", name: "relation", type: "uint8" },
          { internalType: "enum AssetKind", name: "kind", type: "uint8" },
          { internalType: "uint32", name: "parent", type: "uint32" },
          { internalType: "uint32", name: "snapshot", type: "uint32" },
          { internalType: "uint32", name: "weightPpm", type: "uint32" },
        ],
        internalType: "struct ILineage.Edge[]",
        name: "edges",
        type: "tuple[]",
      },
    ],
    name: "register",
    outputs: [{ internalType: "ModelId", name: "model", type: "uint32" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "assetId", type: "uint256" }],
    name: "royaltyOf",
    outputs: [{ internalType: "uint16", name: "", type: "uint16" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "from", type: "address" },
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "safeTransferFrom",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "from", type: "address" },
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
      { internalType: "bytes", name: "data", type: "bytes" },
    ],
    name: "safeTransferFrom",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "operator", type: "address" },
      { internalType: "bool", name: "approved", type: "bool" },
    ],
    name: "setApprovalForAll",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "bytes4", name: "interfaceId", type: "bytes4" }],
    name: "supportsInterface",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "from", type: "address" },
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "transferFrom",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
] as const;

export const adapterRegistryAbi = [
  {
    inputs: [
      { internalType: "uint32", name: "parent", type: "uint32" },
      { internalType: "ModelId", name: "expected", type: "uint32" },
      { internalType: "ModelId", name: "actual", type: "uint32" },
    ],
    name: "AdapterRegistry_BaseModelMismatch",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint16", name: "royaltyBps", type: "uint16" },
      { internalType: "uint16", name: "maximum", type: "uint16" },
    ],
    name: "AdapterRegistry_RoyaltyTooLarge",
    type: "error",
  },
  { inputs: [{ internalType: "ModelId", name: "model", type: "uint32" }], name: "AdapterRegistry_UnknownBaseModel", type: "error" },
  { inputs: [], name: "AdapterRegistry_ZeroWeightsHash", type: "error" },
  {
    inputs: [
      { internalType: "uint256", name: "assetId", type: "uint256" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "AssetRegistry_NotAuthorized",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "assetId", type: "uint256" }], name: "AssetRegistry_UnknownAsset", type: "error" },
  {
    inputs: [
      { internalType: "enum ILineage.Relation", name: "relation", type: "uint8" },
      { internalType: "enum AssetKind", name: "kind", type: "uint8" },
      { internalType: "uint32", name: "snapshot", type: "uint32" },
      { internalType: "uint32", name: "weightPpm", type: "uint32" },
    ],
    name: "Lineage_BadEdge",
    type: "error",
  },
  {
    inputs: [
      { internalType: "enum AssetKind", name: "kind", type: "uint8" },
      { internalType: "uint32", name: "parent", type: "uint32" },
    ],
    name: "Lineage_DuplicateParent",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "depth", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "Lineage_TooDeep",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "edges", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "Lineage_TooWide",
    type: "error",
  },
  { inputs: [{ internalType: "uint32", name: "datanet", type: "uint32" }], name: "Lineage_TrainingNotAllowed", type: "error" },
  {
    inputs: [
      { internalType: "enum AssetKind", name: "kind", type: "uint8" },
      { internalType: "uint32", name: "parent", type: "uint32" },
    ],
    name: "Lineage_UnknownParent",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "sum", type: "uint256" }], name: "Lineage_WeightsNotWhole", type: "error" },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AdapterId", name: "adapter", type: "uint32" },
      { indexed: true, internalType: "AccountId", name: "account", type: "uint32" },
      { indexed: true, internalType: "address", name: "owner", type: "address" },
      {
        components: [
          { internalType: "string", name: "name", type: "string" },
          { internalType: "string", name: "uri", type: "string" },
          { internalType: "bytes32", name: "weightsHash", type: "bytes32" },
          { internalType: "ModelId", name: "baseModel", type: "uint32" },
          { internalType: "uint16", name: "royaltyBps", type: "uint16" },
        ],
        indexed: false,
        internalType: "struct IAdapterRegistry.Adapter",
        name: "record",
        type: "tuple",
      },
      {
        components: [
          { internalType: "enum ILineage.Relation", name: "relation", type: "uint8" },
          { internalType: "enum AssetKind", name: "kind", type: "uint8" },
          { internalType: "uint32", name: "parent", type: "uint32" },
          { internalType: "uint32", name: "snapshot", type: "uint32" },
          { internalType: "uint32", name: "weightPpm", type: "uint32" },
        ],
        indexed: false,
        internalType: "struct ILineage.Edge[]",
        name: "edges",
        type: "tuple[]",
      },
      { indexed: false, internalType: "uint8", name: "depth", type: "uint8" },
    ],
    name: "AdapterRegistered",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "owner", type: "address" },
      { indexed: true, internalType: "address", name: "approved", type: "address" },
      { indexed: true, internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "Approval",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "owner", type: "address" },
      { indexed: true, internalType: "address", name: "operator", type: "address" },
      { indexed: false, internalType: "bool", name: "approved", type: "bool" },
    ],
    name: "ApprovalForAll",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "from", type: "address" },
      { indexed: true, internalType: "address", name: "to", type: "address" },
      { indexed: true, internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "Transfer",
    type: "event",
  },
  {
    inputs: [{ internalType: "uint256", name: "assetId", type: "uint256" }],
    name: "accountOf",
    outputs: [{ internalType: "AccountId", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "AdapterId", name: "adapter", type: "uint32" }],
    name: "adapterOf",
    outputs: [
      {
        components: [
          { internalType: "string", name: "name", type: "string" },
          { internalType: "string", name: "uri", type: "string" },
          { internalType: "bytes32", name: "weightsHash", type: "bytes32" },
          { internalType: "ModelId", name: "baseModel", type: "uint32" },
          { internalType: "uint16", name: "royaltyBps", type: "uint16" },
        ],
        internalType: "struct IAdapterRegistry.Adapter",
        name: "",
        type: "tuple",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "approve",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [],
    name: "assetCount",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "address", name: "owner", type: "address" }],
    name: "balanceOf",
    outputs: [{ internalType: "uint256", name: "balance", type: "uint256" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "AdapterId", name: "adapter", type: "uint32" }],
    name: "depthOf",
    outputs: [{ internalType: "uint8", name: "", type: "uint8" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "AdapterId", name: "adapter", type: "uint32" }],
    name: "edgesOf",
    outputs: [
      {
        components: [
          { internalType: "enum ILineage.Relation", name: "relation", type: "uint8" },
          { internalType: "enum AssetKind", name: "kind", type: "uint8" },
          { internalType: "uint32", name: "parent", type: "uint32" },
          { internalType: "uint32", name: "snapshot", type: "uint32" },
          { internalType: "uint32", name: "weightPpm", type: "uint32" },
        ],
        internalType: "struct ILineage.Edge[]",
        name: "",
        type: "tuple[]",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "tokenId", type: "uint256" }],
    name: "getApproved",
    outputs: [{ internalType: "address", name: "operator", type: "address" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "owner", type: "address" },
      { internalType: "address", name: "operator", type: "address" },
    ],
    name: "isApprovedForAll",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "tokenId", type: "uint256" }],
    name: "ownerOf",
    outputs: [{ internalType: "address", name: "owner", type: "address" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      {
        components: [
          { internalType: "string", name: "name", type: "string" },
          { internalType: "string", name: "uri", type: "string" },
          { internalType: "bytes32", name: "weightsHash", type: "bytes32" },
          { internalType: "ModelId", name: "baseModel", type: "uint32" },
          { internalType: "uint16", name: "royaltyBps", type: "uint16" },
        ],
        internalType: "struct IAdapterRegistry.Adapter",
        name: "record",
        type: "tuple",
      },
      {
        components: [
          { internalType: "enum ILineage.Relation", name: "relation", type: "uint8" },
          { internalType: "enum AssetKind", name: "kind", type: "uint8" },
          { internalType: "uint32", name: "parent", type: "uint32" },
          { internalType: "uint32", name: "snapshot", type: "uint32" },
          { internalType: "uint32", name: "weightPpm", type: "uint32" },
        ],
        internalType: "struct ILineage.Edge[]",
        name: "edges",
        type: "tuple[]",
      },
    ],
    name: "register",
    outputs: [{ internalType: "AdapterId", name: "adapter", type: "uint32" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "assetId", type: "uint256" }],
    name: "royaltyOf",
    outputs: [{ internalType: "uint16", name: "", type: "uint16" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "from", type: "address" },
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "safeTransferFrom",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "from", type: "address" },
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
      { internalType: "bytes", name: "data", type: "bytes" },
    ],
    name: "safeTransferFrom",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "operator", type: "address" },
      { internalType: "bool", name: "approved", type: "bool" },
    ],
    name: "setApprovalForAll",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "bytes4", name: "interfaceId", type: "bytes4" }],
    name: "supportsInterface",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "from", type: "address" },
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "transferFrom",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
] as const;

export const agentRegistryAbi = [
  { inputs: [{ internalType: "address", name: "newWallet", type: "address" }], name: "AgentRegistry_BadSignature", type: "error" },
  {
    inputs: [
      { internalType: "uint256", name: "deadline", type: "uint256" },
      { internalType: "uint256", name: "timestamp", type: "uint256" },
    ],
    name: "AgentRegistry_DeadlinePassed",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "deadline", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "AgentRegistry_DeadlineTooFar",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "length", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "AgentRegistry_KeyTooLong",
    type: "error",
  },
  { inputs: [{ internalType: "string", name: "metadataKey", type: "string" }], name: "AgentRegistry_ReservedKey", type: "error" },
  {
    inputs: [
      { internalType: "uint16", name: "royaltyBps", type: "uint16" },
      { internalType: "uint16", name: "maximum", type: "uint16" },
    ],
    name: "AgentRegistry_RoyaltyTooLarge",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "entries", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "AgentRegistry_TooManyEntries",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "length", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "AgentRegistry_ValueTooLong",
    type: "error",
  },
  { inputs: [], name: "AgentRegistry_ZeroWallet", type: "error" },
  {
    inputs: [
      { internalType: "uint256", name: "assetId", type: "uint256" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "AssetRegistry_NotAuthorized",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "assetId", type: "uint256" }], name: "AssetRegistry_UnknownAsset", type: "error" },
  {
    inputs: [
      { internalType: "enum ILineage.Relation", name: "relation", type: "uint8" },
      { internalType: "enum AssetKind", name: "kind", type: "uint8" },
      { internalType: "uint32", name: "snapshot", type: "uint32" },
      { internalType: "uint32", name: "weightPpm", type: "uint32" },
    ],
    name: "Lineage_BadEdge",
    type: "error",
  },
  {
    inputs: [
      { internalType: "enum AssetKind", name: "kind", type: "uint8" },
      { internalType: "uint32", name: "parent", type: "uint32" },
    ],
    name: "Lineage_DuplicateParent",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "depth", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "Lineage_TooDeep",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "edges", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "Lineage_TooWide",
    type: "error",
  },
  { inputs: [{ internalType: "uint32", name: "datanet", type: "uint32" }], name: "Lineage_TrainingNotAllowed", type: "error" },
  {
    inputs: [
      { internalType: "enum AssetKind", name: "kind", type: "uint8" },
      { internalType: "uint32", name: "parent", type: "uint32" },
    ],
    name: "Lineage_UnknownParent",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "sum", type: "uint256" }], name: "Lineage_WeightsNotWhole", type: "error" },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AgentId", name: "agent", type: "uint32" },
      { indexed: true, internalType: "AccountId", name: "account", type: "uint32" },
      { indexed: true, internalType: "address", name: "owner", type: "address" },
    ],
    name: "AgentAccountOpened",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AgentId", name: "agent", type: "uint32" },
      { indexed: true, internalType: "uint32", name: "version", type: "uint32" },
      { indexed: false, internalType: "uint16", name: "royaltyBps", type: "uint16" },
      {
        components: [
          { internalType: "enum ILineage.Relation", name: "relation", type: "uint8" },
          { internalType: "enum AssetKind", name: "kind", type: "uint8" },
          { internalType: "uint32", name: "parent", type: "uint32" },
          { internalType: "uint32", name: "snapshot", type: "uint32" },
          { internalType: "uint32", name: "weightPpm", type: "uint32" },
        ],
        indexed: false,
        internalType: "struct ILineage.Edge[]",
        name: "edges",
        type: "tuple[]",
      },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "AgentLineageDeclared",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "owner", type: "address" },
      { indexed: true, internalType: "address", name: "approved", type: "address" },
      { indexed: true, internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "Approval",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "owner", type: "address" },
      { indexed: true, internalType: "address", name: "operator", type: "address" },
      { indexed: false, internalType: "bool", name: "approved", type: "bool" },
    ],
    name: "ApprovalForAll",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "uint256", name: "agentId", type: "uint256" },
      { indexed: true, internalType: "string", name: "indexedMetadataKey", type: "string" },
      { indexed: false, internalType: "string", name: "metadataKey", type: "string" },
      { indexed: false, internalType: "bytes", name: "metadataValue", type: "bytes" },
    ],
    name: "MetadataSet",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "uint256", name: "agentId", type: "uint256" },
      { indexed: false, internalType: "string", name: "agentURI", type: "string" },
      { indexed: true, internalType: "address", name: "owner", type: "address" },
    ],
    name: "Registered",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "from", type: "address" },
      { indexed: true, internalType: "address", name: "to", type: "address" },
      { indexed: true, internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "Transfer",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "uint256", name: "agentId", type: "uint256" },
      { indexed: false, internalType: "string", name: "newURI", type: "string" },
      { indexed: true, internalType: "address", name: "updatedBy", type: "address" },
    ],
    name: "URIUpdated",
    type: "event",
  },
  {
    inputs: [{ internalType: "uint256", name: "assetId", type: "uint256" }],
    name: "accountOf",
    outputs: [{ internalType: "AccountId", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "approve",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [],
    name: "assetCount",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "address", name: "owner", type: "address" }],
    name: "balanceOf",
    outputs: [{ internalType: "uint256", name: "balance", type: "uint256" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint256", name: "agentId", type: "uint256" },
      { internalType: "uint16", name: "royaltyBps", type: "uint16" },
      {
        components: [
          { internalType: "enum ILineage.Relation", name: "relation", type: "uint8" },
          { internalType: "enum AssetKind", name: "kind", type: "uint8" },
          { internalType: "uint32", name: "parent", type: "uint32" },
          { internalType: "uint32", name: "snapshot", type: "uint32" },
          { internalType: "uint32", name: "weightPpm", type: "uint32" },
        ],
        internalType: "struct ILineage.Edge[]",
        name: "edges",
        type: "tuple[]",
      },
    ],
    name: "declareLineage",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "agentId", type: "uint256" }],
    name: "edgesOf",
    outputs: [
      {
        components: [
          { internalType: "enum ILineage.Relation", name: "relation", type: "uint8" },
          { internalType: "enum AssetKind", name: "kind", type: "uint8" },
          { internalType: "uint32", name: "parent", type: "uint32" },
          { internalType: "uint32", name: "snapshot", type: "uint32" },
          { internalType: "uint32", name: "weightPpm", type: "uint32" },
        ],
        internalType: "struct ILineage.Edge[]",
        name: "",
        type: "tuple[]",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "agentId", type: "uint256" }],
    name: "getAgentWallet",
    outputs: [{ internalType: "address", name: "", type: "address" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "tokenId", type: "uint256" }],
    name: "getApproved",
    outputs: [{ internalType: "address", name: "operator", type: "address" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint256", name: "agentId", type: "uint256" },
      { internalType: "string", name: "metadataKey", type: "string" },
    ],
    name: "getMetadata",
    outputs: [{ internalType: "bytes", name: "", type: "bytes" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "owner", type: "address" },
      { internalType: "address", name: "operator", type: "address" },
    ],
    name: "isApprovedForAll",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "agentId", type: "uint256" }],
    name: "lineageVersionOf",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "tokenId", type: "uint256" }],
    name: "ownerOf",
    outputs: [{ internalType: "address", name: "owner", type: "address" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [],
    name: "register",
    outputs: [{ internalType: "uint256", name: "agentId", type: "uint256" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "string", name: "agentURI", type: "string" },
      {
        components: [
          { internalType: "string", name: "metadataKey", type: "string" },
          { internalType: "bytes", name: "metadataValue", type: "bytes" },
        ],
        internalType: "struct IERC8004IdentityRegistry.MetadataEntry[]",
        name: "metadata",
        type: "tuple[]",
      },
    ],
    name: "register",
    outputs: [{ internalType: "uint256", name: "agentId", type: "uint256" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "string", name: "agentURI", type: "string" }],
    name: "register",
    outputs: [{ internalType: "uint256", name: "agentId", type: "uint256" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "assetId", type: "uint256" }],
    name: "royaltyOf",
    outputs: [{ internalType: "uint16", name: "", type: "uint16" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "from", type: "address" },
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "safeTransferFrom",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "from", type: "address" },
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
      { internalType: "bytes", name: "data", type: "bytes" },
    ],
    name: "safeTransferFrom",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint256", name: "agentId", type: "uint256" },
      { internalType: "string", name: "newURI", type: "string" },
    ],
    name: "setAgentURI",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint256", name: "agentId", type: "uint256" },
      { internalType: "address", name: "newWallet", type: "address" },
      { internalType: "uint256", name: "deadline", type: "uint256" },
      { internalType: "bytes", name: "signature", type: "bytes" },
    ],
    name: "setAgentWallet",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "operator", type: "address" },
      { internalType: "bool", name: "approved", type: "bool" },
    ],
    name: "setApprovalForAll",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint256", name: "agentId", type: "uint256" },
      { internalType: "string", name: "metadataKey", type: "string" },
      { internalType: "bytes", name: "metadataValue", type: "bytes" },
    ],
    name: "setMetadata",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "bytes4", name: "interfaceId", type: "bytes4" }],
    name: "supportsInterface",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "from", type: "address" },
      { internalType: "address", name: "to", type: "address" },
      { internalType: "uint256", name: "tokenId", type: "uint256" },
    ],
    name: "transferFrom",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint256", name: "agentId", type: "uint256" }],
    name: "unsetAgentWallet",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
] as const;

export const gatewayRegistryAbi = [
  {
    inputs: [
      { internalType: "AdapterId", name: "adapter", type: "uint32" },
      { internalType: "ModelId", name: "base", type: "uint32" },
      { internalType: "ModelId", name: "model", type: "uint32" },
    ],
    name: "GatewayRegistry_AdapterBaseMismatch",
    type: "error",
  },
  { inputs: [{ internalType: "OfferingId", name: "offering", type: "uint32" }], name: "GatewayRegistry_AlreadyRetired", type: "error" },
  {
    inputs: [
      { internalType: "NanoOpen", name: "requested", type: "uint64" },
      { internalType: "NanoOpen", name: "available", type: "uint64" },
    ],
    name: "GatewayRegistry_BondInsufficient",
    type: "error",
  },
  {
    inputs: [
      { internalType: "NanoOpen", name: "bond", type: "uint64" },
      { internalType: "NanoOpen", name: "minimum", type: "uint64" },
    ],
    name: "GatewayRegistry_BondTooSmall",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "count", type: "uint256" }], name: "GatewayRegistry_DataEntries", type: "error" },
  {
    inputs: [
      { internalType: "uint16", name: "bps", type: "uint16" },
      { internalType: "uint16", name: "minimum", type: "uint16" },
    ],
    name: "GatewayRegistry_DataShareTooSmall",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "count", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "GatewayRegistry_DatanetCount",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "index", type: "uint256" }], name: "GatewayRegistry_DatanetsNotAscending", type: "error" },
  { inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }], name: "GatewayRegistry_InferenceNotAllowed", type: "error" },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "address", name: "key", type: "address" },
    ],
    name: "GatewayRegistry_KeyKnown",
    type: "error",
  },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "address", name: "key", type: "address" },
    ],
    name: "GatewayRegistry_KeyUnknown",
    type: "error",
  },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "GatewayRegistry_NotOperator",
    type: "error",
  },
  { inputs: [], name: "GatewayRegistry_NothingServed", type: "error" },
  { inputs: [{ internalType: "GatewayId", name: "gateway", type: "uint32" }], name: "GatewayRegistry_NothingUnbonding", type: "error" },
  {
    inputs: [
      { internalType: "uint256", name: "value", type: "uint256" },
      { internalType: "uint256", name: "minimum", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "GatewayRegistry_ParameterOutOfBounds",
    type: "error",
  },
  {
    inputs: [
      { internalType: "enum Role", name: "role", type: "uint8" },
      { internalType: "AccountId", name: "account", type: "uint32" },
      { internalType: "uint16", name: "given", type: "uint16" },
      { internalType: "uint16", name: "declared", type: "uint16" },
    ],
    name: "GatewayRegistry_RoyaltyNotHonoured",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "index", type: "uint256" },
      { internalType: "enum Role", name: "role", type: "uint8" },
      { internalType: "AccountId", name: "account", type: "uint32" },
      { internalType: "uint16", name: "bps", type: "uint16" },
    ],
    name: "GatewayRegistry_SplitEntryInvalid",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "length", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "GatewayRegistry_SplitLength",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "sum", type: "uint256" }], name: "GatewayRegistry_SplitNotWhole", type: "error" },
  {
    inputs: [
      { internalType: "uint256", name: "count", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "GatewayRegistry_TooManyAdapters",
    type: "error",
  },
  { inputs: [{ internalType: "uint48", name: "unbondingAt", type: "uint48" }], name: "GatewayRegistry_UnbondingNotOver", type: "error" },
  { inputs: [{ internalType: "AdapterId", name: "adapter", type: "uint32" }], name: "GatewayRegistry_UnknownAdapter", type: "error" },
  { inputs: [{ internalType: "AgentId", name: "agent", type: "uint32" }], name: "GatewayRegistry_UnknownAgent", type: "error" },
  { inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }], name: "GatewayRegistry_UnknownDatanet", type: "error" },
  { inputs: [{ internalType: "GatewayId", name: "gateway", type: "uint32" }], name: "GatewayRegistry_UnknownGateway", type: "error" },
  { inputs: [{ internalType: "ModelId", name: "model", type: "uint32" }], name: "GatewayRegistry_UnknownModel", type: "error" },
  { inputs: [{ internalType: "OfferingId", name: "offering", type: "uint32" }], name: "GatewayRegistry_UnknownOffering", type: "error" },
  { inputs: [], name: "GatewayRegistry_ZeroAmount", type: "error" },
  { inputs: [], name: "GatewayRegistry_ZeroKey", type: "error" },
  { inputs: [], name: "GatewayRegistry_ZeroMethod", type: "error" },
  { inputs: [], name: "GatewayRegistry_ZeroPrice", type: "error" },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "GatewayId", name: "gateway", type: "uint32" },
      { indexed: false, internalType: "NanoOpen", name: "amount", type: "uint64" },
      { indexed: false, internalType: "NanoOpen", name: "bond", type: "uint64" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "BondPosted",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "GatewayId", name: "gateway", type: "uint32" },
      { indexed: true, internalType: "address", name: "payout", type: "address" },
      { indexed: false, internalType: "NanoOpen", name: "amount", type: "uint64" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "BondWithdrawn",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "GatewayId", name: "gateway", type: "uint32" },
      { indexed: false, internalType: "string", name: "endpoint", type: "string" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "EndpointChanged",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "GatewayId", name: "gateway", type: "uint32" },
      { indexed: true, internalType: "AccountId", name: "account", type: "uint32" },
      { indexed: true, internalType: "address", name: "operator", type: "address" },
      { indexed: false, internalType: "string", name: "name", type: "string" },
      { indexed: false, internalType: "string", name: "endpoint", type: "string" },
    ],
    name: "GatewayRegistered",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: false, internalType: "NanoOpen", name: "minimumBond", type: "uint64" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "MinimumBondChanged",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: false, internalType: "uint16", name: "minimumDataBps", type: "uint16" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "MinimumDataShareChanged",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "OfferingId", name: "offering", type: "uint32" },
      { indexed: true, internalType: "GatewayId", name: "gateway", type: "uint32" },
      {
        components: [
          { internalType: "GatewayId", name: "gateway", type: "uint32" },
          { internalType: "ModelId", name: "model", type: "uint32" },
          { internalType: "AgentId", name: "agent", type: "uint32" },
          { internalType: "NanoOpen", name: "promptPrice", type: "uint64" },
          { internalType: "NanoOpen", name: "completionPrice", type: "uint64" },
          { internalType: "bytes32", name: "methodId", type: "bytes32" },
          { internalType: "string", name: "label", type: "string" },
          { internalType: "AdapterId[]", name: "adapters", type: "uint32[]" },
          { internalType: "DatanetId[]", name: "datanets", type: "uint32[]" },
          {
            components: [
              { internalType: "enum Role", name: "role", type: "uint8" },
              { internalType: "AccountId", name: "account", type: "uint32" },
              { internalType: "uint16", name: "bps", type: "uint16" },
            ],
            internalType: "struct IGatewayRegistry.SplitEntry[]",
            name: "split",
            type: "tuple[]",
          },
        ],
        indexed: false,
        internalType: "struct IGatewayRegistry.Offering",
        name: "record",
        type: "tuple",
      },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "OfferingPublished",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "OfferingId", name: "offering", type: "uint32" },
      { indexed: true, internalType: "GatewayId", name: "gateway", type: "uint32" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "OfferingRetired",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "GatewayId", name: "gateway", type: "uint32" },
      { indexed: true, internalType: "address", name: "key", type: "address" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "ReceiptKeyAdded",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "GatewayId", name: "gateway", type: "uint32" },
      { indexed: true, internalType: "address", name: "key", type: "address" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "ReceiptKeyRevoked",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "GatewayId", name: "gateway", type: "uint32" },
      { indexed: false, internalType: "NanoOpen", name: "amount", type: "uint64" },
      { indexed: false, internalType: "uint48", name: "unbondingAt", type: "uint48" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "UnbondingStarted",
    type: "event",
  },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "address", name: "key", type: "address" },
    ],
    name: "addReceiptKey",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "GatewayId", name: "gateway", type: "uint32" }],
    name: "endpointOf",
    outputs: [{ internalType: "string", name: "", type: "string" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [],
    name: "gatewayCount",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "GatewayId", name: "gateway", type: "uint32" }],
    name: "gatewayOf",
    outputs: [
      {
        components: [
          { internalType: "AccountId", name: "account", type: "uint32" },
          { internalType: "NanoOpen", name: "bond", type: "uint64" },
          { internalType: "NanoOpen", name: "unbonding", type: "uint64" },
          { internalType: "uint48", name: "unbondingAt", type: "uint48" },
        ],
        internalType: "struct IGatewayRegistry.Gateway",
        name: "",
        type: "tuple",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "OfferingId", name: "offering", type: "uint32" }],
    name: "isRetired",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [],
    name: "minimumBond",
    outputs: [{ internalType: "NanoOpen", name: "", type: "uint64" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [],
    name: "minimumDataBps",
    outputs: [{ internalType: "uint16", name: "", type: "uint16" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [],
    name: "offeringCount",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "OfferingId", name: "offering", type: "uint32" }],
    name: "offeringOf",
    outputs: [
      {
        components: [
          { internalType: "GatewayId", name: "gateway", type: "uint32" },
          { internalType: "ModelId", name: "model", type: "uint32" },
          { internalType: "AgentId", name: "agent", type: "uint32" },
          { internalType: "NanoOpen", name: "promptPrice", type: "uint64" },
          { internalType: "NanoOpen", name: "completionPrice", type: "uint64" },
          { internalType: "bytes32", name: "methodId", type: "bytes32" },
          { internalType: "string", name: "label", type: "string" },
          { internalType: "AdapterId[]", name: "adapters", type: "uint32[]" },
          { internalType: "DatanetId[]", name: "datanets", type: "uint32[]" },
          {
            components: [
              { internalType: "enum Role", name: "role", type: "uint8" },
              { internalType: "AccountId", name: "account", type: "uint32" },
              { internalType: "uint16", name: "bps", type: "uint16" },
            ],
            internalType: "struct IGatewayRegistry.SplitEntry[]",
            name: "split",
            type: "tuple[]",
          },
        ],
        internalType: "struct IGatewayRegistry.Offering",
        name: "",
        type: "tuple",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "NanoOpen", name: "amount", type: "uint64" },
    ],
    name: "postBond",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "OfferingId", name: "offering", type: "uint32" }],
    name: "priceOf",
    outputs: [
      {
        components: [
          { internalType: "GatewayId", name: "gateway", type: "uint32" },
          { internalType: "NanoOpen", name: "promptPrice", type: "uint64" },
          { internalType: "NanoOpen", name: "completionPrice", type: "uint64" },
          { internalType: "uint8", name: "splitLength", type: "uint8" },
          { internalType: "uint256[4]", name: "splitWords", type: "uint256[4]" },
        ],
        internalType: "struct IGatewayRegistry.Price",
        name: "",
        type: "tuple",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      {
        components: [
          { internalType: "GatewayId", name: "gateway", type: "uint32" },
          { internalType: "ModelId", name: "model", type: "uint32" },
          { internalType: "AgentId", name: "agent", type: "uint32" },
          { internalType: "NanoOpen", name: "promptPrice", type: "uint64" },
          { internalType: "NanoOpen", name: "completionPrice", type: "uint64" },
          { internalType: "bytes32", name: "methodId", type: "bytes32" },
          { internalType: "string", name: "label", type: "string" },
          { internalType: "AdapterId[]", name: "adapters", type: "uint32[]" },
          { internalType: "DatanetId[]", name: "datanets", type: "uint32[]" },
          {
            components: [
              { internalType: "enum Role", name: "role", type: "uint8" },
              { internalType: "AccountId", name: "account", type: "uint32" },
              { internalType: "uint16", name: "bps", type: "uint16" },
            ],
            internalType: "struct IGatewayRegistry.SplitEntry[]",
            name: "split",
            type: "tuple[]",
          },
        ],
        internalType: "struct IGatewayRegistry.Offering",
        name: "record",
        type: "tuple",
      },
    ],
    name: "publishOffering",
    outputs: [{ internalType: "OfferingId", name: "offering", type: "uint32" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "address", name: "key", type: "address" },
    ],
    name: "receiptKeyOf",
    outputs: [
      {
        components: [
          { internalType: "uint48", name: "addedAt", type: "uint48" },
          { internalType: "uint48", name: "revokedAt", type: "uint48" },
        ],
        internalType: "struct IGatewayRegistry.ReceiptKey",
        name: "",
        type: "tuple",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "account", type: "uint32" },
      { internalType: "string", name: "name", type: "string" },
      { internalType: "string", name: "endpoint", type: "string" },
    ],
    name: "register",
    outputs: [{ internalType: "GatewayId", name: "gateway", type: "uint32" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "OfferingId", name: "offering", type: "uint32" }],
    name: "retireOffering",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "address", name: "key", type: "address" },
    ],
    name: "revokeReceiptKey",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "string", name: "endpoint", type: "string" },
    ],
    name: "setEndpoint",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "NanoOpen", name: "minimumBond", type: "uint64" }],
    name: "setMinimumBond",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint16", name: "minimumDataBps", type: "uint16" }],
    name: "setMinimumDataShare",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "NanoOpen", name: "amount", type: "uint64" },
    ],
    name: "startUnbonding",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "GatewayId", name: "gateway", type: "uint32" }],
    name: "withdrawBond",
    outputs: [{ internalType: "NanoOpen", name: "amount", type: "uint64" }],
    stateMutability: "nonpayable",
    type: "function",
  },
] as const;

export const paymentEscrowAbi = [
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "uint256", name: "wouldBe", type: "uint256" },
      { internalType: "NanoOpen", name: "cap", type: "uint64" },
    ],
    name: "PaymentEscrow_AboveCap",
    type: "error",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "uint256", name: "wouldBe", type: "uint256" },
      { internalType: "NanoOpen", name: "authorised", type: "uint64" },
    ],
    name: "PaymentEscrow_AboveVoucher",
    type: "error",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "address", name: "signer", type: "address" },
    ],
    name: "PaymentEscrow_BadSignature",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "size", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "PaymentEscrow_BatchSize",
    type: "error",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "NanoOpen", name: "requested", type: "uint64" },
      { internalType: "NanoOpen", name: "balance", type: "uint64" },
    ],
    name: "PaymentEscrow_InsufficientBalance",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "vouchers", type: "uint256" },
      { internalType: "uint256", name: "signatures", type: "uint256" },
    ],
    name: "PaymentEscrow_LengthMismatch",
    type: "error",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "PaymentEscrow_NotController",
    type: "error",
  },
  { inputs: [{ internalType: "AccountId", name: "payer", type: "uint32" }], name: "PaymentEscrow_NothingToWithdraw", type: "error" },
  { inputs: [{ internalType: "GatewayId", name: "gateway", type: "uint32" }], name: "PaymentEscrow_UnknownGateway", type: "error" },
  {
    inputs: [
      { internalType: "uint48", name: "expiry", type: "uint48" },
      { internalType: "uint256", name: "timestamp", type: "uint256" },
    ],
    name: "PaymentEscrow_VoucherExpired",
    type: "error",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "uint48", name: "withdrawableAt", type: "uint48" },
    ],
    name: "PaymentEscrow_WithdrawalNotReady",
    type: "error",
  },
  { inputs: [], name: "PaymentEscrow_ZeroAmount", type: "error" },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AccountId", name: "payer", type: "uint32" },
      { indexed: true, internalType: "GatewayId", name: "gateway", type: "uint32" },
      { indexed: false, internalType: "NanoOpen", name: "cap", type: "uint64" },
      { indexed: false, internalType: "uint48", name: "effectiveAt", type: "uint48" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "CapChanged",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AccountId", name: "payer", type: "uint32" },
      { indexed: true, internalType: "GatewayId", name: "gateway", type: "uint32" },
      { indexed: false, internalType: "NanoOpen", name: "amount", type: "uint64" },
      { indexed: false, internalType: "NanoOpen", name: "debited", type: "uint64" },
      { indexed: false, internalType: "NanoOpen", name: "balance", type: "uint64" },
    ],
    name: "Debited",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AccountId", name: "payer", type: "uint32" },
      { indexed: true, internalType: "address", name: "payout", type: "address" },
      { indexed: false, internalType: "NanoOpen", name: "amount", type: "uint64" },
      { indexed: false, internalType: "NanoOpen", name: "balance", type: "uint64" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "DepositWithdrawn",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AccountId", name: "payer", type: "uint32" },
      { indexed: true, internalType: "address", name: "from", type: "address" },
      { indexed: false, internalType: "NanoOpen", name: "amount", type: "uint64" },
      { indexed: false, internalType: "NanoOpen", name: "balance", type: "uint64" },
    ],
    name: "Deposited",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AccountId", name: "payer", type: "uint32" },
      { indexed: true, internalType: "GatewayId", name: "gateway", type: "uint32" },
      { indexed: false, internalType: "NanoOpen", name: "cumulative", type: "uint64" },
      { indexed: false, internalType: "NanoOpen", name: "previous", type: "uint64" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "VoucherRedeemed",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AccountId", name: "payer", type: "uint32" },
      { indexed: false, internalType: "NanoOpen", name: "amount", type: "uint64" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "WithdrawalCancelled",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AccountId", name: "payer", type: "uint32" },
      { indexed: false, internalType: "NanoOpen", name: "amount", type: "uint64" },
      { indexed: false, internalType: "uint48", name: "withdrawableAt", type: "uint48" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "WithdrawalRequested",
    type: "event",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
    ],
    name: "allowanceOf",
    outputs: [
      {
        components: [
          { internalType: "NanoOpen", name: "authorised", type: "uint64" },
          { internalType: "NanoOpen", name: "debited", type: "uint64" },
          { internalType: "NanoOpen", name: "cap", type: "uint64" },
          { internalType: "NanoOpen", name: "nextCap", type: "uint64" },
          { internalType: "uint48", name: "nextCapAt", type: "uint48" },
        ],
        internalType: "struct IPaymentEscrow.Allowance",
        name: "",
        type: "tuple",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "AccountId", name: "payer", type: "uint32" }],
    name: "cancelWithdrawal",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "AccountId[]", name: "payers", type: "uint32[]" },
      { internalType: "NanoOpen[]", name: "amounts", type: "uint64[]" },
    ],
    name: "debit",
    outputs: [{ internalType: "NanoOpen", name: "total", type: "uint64" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "NanoOpen", name: "amount", type: "uint64" },
    ],
    name: "deposit",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "AccountId", name: "payer", type: "uint32" }],
    name: "depositOf",
    outputs: [
      {
        components: [
          { internalType: "NanoOpen", name: "balance", type: "uint64" },
          { internalType: "NanoOpen", name: "withdrawing", type: "uint64" },
          { internalType: "uint48", name: "withdrawableAt", type: "uint48" },
        ],
        internalType: "struct IPaymentEscrow.Deposit",
        name: "",
        type: "tuple",
      },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "NanoOpen", name: "amount", type: "uint64" },
      { internalType: "uint256", name: "deadline", type: "uint256" },
      { internalType: "uint8", name: "v", type: "uint8" },
      { internalType: "bytes32", name: "r", type: "bytes32" },
      { internalType: "bytes32", name: "s", type: "bytes32" },
    ],
    name: "depositWithPermit",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      {
        components: [
          { internalType: "AccountId", name: "payerAccount", type: "uint32" },
          { internalType: "GatewayId", name: "gatewayId", type: "uint32" },
          { internalType: "NanoOpen", name: "cumulative", type: "uint64" },
          { internalType: "uint48", name: "expiry", type: "uint48" },
        ],
        internalType: "struct IPaymentEscrow.Voucher[]",
        name: "vouchers",
        type: "tuple[]",
      },
      { internalType: "bytes[]", name: "signatures", type: "bytes[]" },
    ],
    name: "redeem",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "NanoOpen", name: "amount", type: "uint64" },
    ],
    name: "requestWithdrawal",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "NanoOpen", name: "cap", type: "uint64" },
    ],
    name: "setCap",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [],
    name: "totalBalance",
    outputs: [{ internalType: "uint64", name: "", type: "uint64" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      {
        components: [
          { internalType: "AccountId", name: "payerAccount", type: "uint32" },
          { internalType: "GatewayId", name: "gatewayId", type: "uint32" },
          { internalType: "NanoOpen", name: "cumulative", type: "uint64" },
          { internalType: "uint48", name: "expiry", type: "uint48" },
        ],
        internalType: "struct IPaymentEscrow.Voucher",
        name: "voucher",
        type: "tuple",
      },
    ],
    name: "voucherDigest",
    outputs: [{ internalType: "bytes32", name: "", type: "bytes32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "AccountId", name: "payer", type: "uint32" }],
    name: "withdraw",
    outputs: [{ internalType: "NanoOpen", name: "amount", type: "uint64" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [],
    name: "withdrawalDelay",
    outputs: [{ internalType: "uint48", name: "", type: "uint48" }],
    stateMutability: "view",
    type: "function",
  },
] as const;

export const payoutLedgerAbi = [
  {
    inputs: [
      { internalType: "uint256", name: "size", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "PayoutLedger_BatchSize",
    type: "error",
  },
  { inputs: [{ internalType: "uint32", name: "word", type: "uint32" }], name: "PayoutLedger_LaneOverflow", type: "error" },
  {
    inputs: [
      { internalType: "uint256", name: "words", type: "uint256" },
      { internalType: "uint256", name: "deltas", type: "uint256" },
    ],
    name: "PayoutLedger_LengthMismatch",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "total", type: "uint256" },
      { internalType: "uint256", name: "sum", type: "uint256" },
    ],
    name: "PayoutLedger_TotalMismatch",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "needed", type: "uint256" },
      { internalType: "uint256", name: "held", type: "uint256" },
    ],
    name: "PayoutLedger_Unfunded",
    type: "error",
  },
  { inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }], name: "PayoutLedger_UnknownAccount", type: "error" },
  { inputs: [{ internalType: "uint256", name: "index", type: "uint256" }], name: "PayoutLedger_WordsNotAscending", type: "error" },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "AccountId", name: "account", type: "uint32" },
      { indexed: true, internalType: "address", name: "payout", type: "address" },
      { indexed: false, internalType: "NanoOpen", name: "amount", type: "uint64" },
      { indexed: false, internalType: "NanoOpen", name: "withdrawn", type: "uint64" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
    ],
    name: "Withdrawn",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "source", type: "address" },
      { indexed: false, internalType: "NanoOpen", name: "total", type: "uint64" },
      { indexed: false, internalType: "uint32[]", name: "words", type: "uint32[]" },
      { indexed: false, internalType: "uint256[]", name: "deltas", type: "uint256[]" },
    ],
    name: "WordsCredited",
    type: "event",
  },
  {
    inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }],
    name: "claimableOf",
    outputs: [{ internalType: "NanoOpen", name: "", type: "uint64" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint32[]", name: "words", type: "uint32[]" },
      { internalType: "uint256[]", name: "deltas", type: "uint256[]" },
      { internalType: "NanoOpen", name: "total", type: "uint64" },
    ],
    name: "credit",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }],
    name: "creditedOf",
    outputs: [{ internalType: "NanoOpen", name: "", type: "uint64" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint32", name: "word", type: "uint32" }],
    name: "creditedWord",
    outputs: [{ internalType: "uint256", name: "", type: "uint256" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [],
    name: "totalCredited",
    outputs: [{ internalType: "uint64", name: "", type: "uint64" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [],
    name: "totalWithdrawn",
    outputs: [{ internalType: "uint64", name: "", type: "uint64" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "AccountId[]", name: "accounts", type: "uint32[]" }],
    name: "withdraw",
    outputs: [{ internalType: "NanoOpen", name: "total", type: "uint64" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }],
    name: "withdrawnOf",
    outputs: [{ internalType: "NanoOpen", name: "", type: "uint64" }],
    stateMutability: "view",
    type: "function",
  },
] as const;

export const rewardRouterAbi = [
  { inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }], name: "RewardRouter_AccountMissing", type: "error" },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "uint32", name: "epoch", type: "uint32" },
      { internalType: "uint40", name: "sequence", type: "uint40" },
    ],
    name: "RewardRouter_AlreadySettled",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint40", name: "sequence", type: "uint40" },
      { internalType: "uint256", name: "leg", type: "uint256" },
      { internalType: "uint8", name: "class", type: "uint8" },
    ],
    name: "RewardRouter_BadClass",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "index", type: "uint256" },
      { internalType: "uint256", name: "length", type: "uint256" },
    ],
    name: "RewardRouter_BadIndex",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "expected", type: "uint256" },
      { internalType: "uint256", name: "actual", type: "uint256" },
    ],
    name: "RewardRouter_BadLength",
    type: "error",
  },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "address", name: "key", type: "address" },
    ],
    name: "RewardRouter_BadSignature",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint40", name: "sequence", type: "uint40" },
      { internalType: "ContributionId", name: "contribution", type: "uint56" },
    ],
    name: "RewardRouter_ContributionNotAccepted",
    type: "error",
  },
  { inputs: [], name: "RewardRouter_EmptyBatch", type: "error" },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "address", name: "key", type: "address" },
    ],
    name: "RewardRouter_KeyNotValid",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint40", name: "sequence", type: "uint40" },
      { internalType: "uint256", name: "leg", type: "uint256" },
    ],
    name: "RewardRouter_LegsNotAscending",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "index", type: "uint256" }], name: "RewardRouter_NotAscending", type: "error" },
  {
    inputs: [
      { internalType: "uint40", name: "sequence", type: "uint40" },
      { internalType: "uint48", name: "servedAt", type: "uint48" },
      { internalType: "uint256", name: "timestamp", type: "uint256" },
    ],
    name: "RewardRouter_ServedInFuture",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "count", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "RewardRouter_TooMany",
    type: "error",
  },
  { inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }], name: "RewardRouter_UnknownAccount", type: "error" },
  {
    inputs: [
      { internalType: "uint40", name: "sequence", type: "uint40" },
      { internalType: "uint256", name: "weights", type: "uint256" },
      { internalType: "uint32", name: "weightTotal", type: "uint32" },
    ],
    name: "RewardRouter_WeightsAboveTotal",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint40", name: "sequence", type: "uint40" },
      { internalType: "NanoOpen", name: "fee", type: "uint64" },
      { internalType: "NanoOpen", name: "expected", type: "uint64" },
    ],
    name: "RewardRouter_WrongFee",
    type: "error",
  },
  {
    inputs: [
      { internalType: "OfferingId", name: "offering", type: "uint32" },
      { internalType: "GatewayId", name: "expected", type: "uint32" },
      { internalType: "GatewayId", name: "actual", type: "uint32" },
    ],
    name: "RewardRouter_WrongGateway",
    type: "error",
  },
  { inputs: [{ internalType: "uint8", name: "lane", type: "uint8" }], name: "RewardRouter_WrongLane", type: "error" },
  { inputs: [{ internalType: "uint8", name: "version", type: "uint8" }], name: "RewardRouter_WrongVersion", type: "error" },
  {
    inputs: [
      { internalType: "uint40", name: "sequence", type: "uint40" },
      { internalType: "uint256", name: "leg", type: "uint256" },
    ],
    name: "RewardRouter_ZeroWeight",
    type: "error",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "GatewayId", name: "gateway", type: "uint32" },
      { indexed: true, internalType: "uint32", name: "epoch", type: "uint32" },
      { indexed: false, internalType: "uint40", name: "firstSequence", type: "uint40" },
      { indexed: false, internalType: "uint16", name: "receiptCount", type: "uint16" },
      { indexed: false, internalType: "uint64", name: "legCount", type: "uint64" },
      { indexed: false, internalType: "NanoOpen", name: "feeTotal", type: "uint64" },
      { indexed: false, internalType: "NanoOpen", name: "commons", type: "uint64" },
      { indexed: false, internalType: "bytes32", name: "root", type: "bytes32" },
      { indexed: false, internalType: "address", name: "key", type: "address" },
      { indexed: false, internalType: "address", name: "actor", type: "address" },
      { indexed: false, internalType: "bytes", name: "batch", type: "bytes" },
    ],
    name: "BatchSettled",
    type: "event",
  },
  {
    inputs: [],
    name: "commons",
    outputs: [{ internalType: "AccountId", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "uint32", name: "epoch", type: "uint32" },
      { internalType: "uint40", name: "sequence", type: "uint40" },
    ],
    name: "isSettled",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "bytes", name: "batch", type: "bytes" },
      { internalType: "address", name: "key", type: "address" },
      { internalType: "bytes", name: "signature", type: "bytes" },
    ],
    name: "settle",
    outputs: [{ internalType: "NanoOpen", name: "feeTotal", type: "uint64" }],
    stateMutability: "nonpayable",
    type: "function",
  },
] as const;

export const accessManagerAbi = [
  { inputs: [{ internalType: "address", name: "initialAdmin", type: "address" }], stateMutability: "nonpayable", type: "constructor" },
  { inputs: [{ internalType: "bytes32", name: "operationId", type: "bytes32" }], name: "AccessManagerAlreadyScheduled", type: "error" },
  { inputs: [], name: "AccessManagerBadConfirmation", type: "error" },
  { inputs: [{ internalType: "bytes32", name: "operationId", type: "bytes32" }], name: "AccessManagerExpired", type: "error" },
  { inputs: [{ internalType: "address", name: "initialAdmin", type: "address" }], name: "AccessManagerInvalidInitialAdmin", type: "error" },
  { inputs: [{ internalType: "bytes4", name: "selector", type: "bytes4" }], name: "AccessManagerLockedFunction", type: "error" },
  { inputs: [{ internalType: "uint64", name: "roleId", type: "uint64" }], name: "AccessManagerLockedRole", type: "error" },
  { inputs: [{ internalType: "bytes32", name: "operationId", type: "bytes32" }], name: "AccessManagerNotReady", type: "error" },
  { inputs: [{ internalType: "bytes32", name: "operationId", type: "bytes32" }], name: "AccessManagerNotScheduled", type: "error" },
  {
    inputs: [
      { internalType: "address", name: "msgsender", type: "address" },
      { internalType: "uint64", name: "roleId", type: "uint64" },
    ],
    name: "AccessManagerUnauthorizedAccount",
    type: "error",
  },
  {
    inputs: [
      { internalType: "address", name: "caller", type: "address" },
      { internalType: "address", name: "target", type: "address" },
      { internalType: "bytes4", name: "selector", type: "bytes4" },
    ],
    name: "AccessManagerUnauthorizedCall",
    type: "error",
  },
  {
    inputs: [
      { internalType: "address", name: "msgsender", type: "address" },
      { internalType: "address", name: "caller", type: "address" },
      { internalType: "address", name: "target", type: "address" },
      { internalType: "bytes4", name: "selector", type: "bytes4" },
    ],
    name: "AccessManagerUnauthorizedCancel",
    type: "error",
  },
  { inputs: [{ internalType: "address", name: "target", type: "address" }], name: "AccessManagerUnauthorizedConsume", type: "error" },
  { inputs: [{ internalType: "address", name: "target", type: "address" }], name: "AddressEmptyCode", type: "error" },
  { inputs: [], name: "FailedCall", type: "error" },
  {
    inputs: [
      { internalType: "uint256", name: "balance", type: "uint256" },
      { internalType: "uint256", name: "needed", type: "uint256" },
    ],
    name: "InsufficientBalance",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint8", name: "bits", type: "uint8" },
      { internalType: "uint256", name: "value", type: "uint256" },
    ],
    name: "SafeCastOverflowedUintDowncast",
    type: "error",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "bytes32", name: "operationId", type: "bytes32" },
      { indexed: true, internalType: "uint32", name: "nonce", type: "uint32" },
    ],
    name: "OperationCanceled",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "bytes32", name: "operationId", type: "bytes32" },
      { indexed: true, internalType: "uint32", name: "nonce", type: "uint32" },
    ],
    name: "OperationExecuted",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "bytes32", name: "operationId", type: "bytes32" },
      { indexed: true, internalType: "uint32", name: "nonce", type: "uint32" },
      { indexed: false, internalType: "uint48", name: "schedule", type: "uint48" },
      { indexed: false, internalType: "address", name: "caller", type: "address" },
      { indexed: false, internalType: "address", name: "target", type: "address" },
      { indexed: false, internalType: "bytes", name: "data", type: "bytes" },
    ],
    name: "OperationScheduled",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "uint64", name: "roleId", type: "uint64" },
      { indexed: true, internalType: "uint64", name: "admin", type: "uint64" },
    ],
    name: "RoleAdminChanged",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "uint64", name: "roleId", type: "uint64" },
      { indexed: false, internalType: "uint32", name: "delay", type: "uint32" },
      { indexed: false, internalType: "uint48", name: "since", type: "uint48" },
    ],
    name: "RoleGrantDelayChanged",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "uint64", name: "roleId", type: "uint64" },
      { indexed: true, internalType: "address", name: "account", type: "address" },
      { indexed: false, internalType: "uint32", name: "delay", type: "uint32" },
      { indexed: false, internalType: "uint48", name: "since", type: "uint48" },
      { indexed: false, internalType: "bool", name: "newMember", type: "bool" },
    ],
    name: "RoleGranted",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "uint64", name: "roleId", type: "uint64" },
      { indexed: true, internalType: "uint64", name: "guardian", type: "uint64" },
    ],
    name: "RoleGuardianChanged",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "uint64", name: "roleId", type: "uint64" },
      { indexed: false, internalType: "string", name: "label", type: "string" },
    ],
    name: "RoleLabel",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "uint64", name: "roleId", type: "uint64" },
      { indexed: true, internalType: "address", name: "account", type: "address" },
    ],
    name: "RoleRevoked",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "target", type: "address" },
      { indexed: false, internalType: "uint32", name: "delay", type: "uint32" },
      { indexed: false, internalType: "uint48", name: "since", type: "uint48" },
    ],
    name: "TargetAdminDelayUpdated",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "target", type: "address" },
      { indexed: false, internalType: "bool", name: "closed", type: "bool" },
    ],
    name: "TargetClosed",
    type: "event",
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: "address", name: "target", type: "address" },
      { indexed: false, internalType: "bytes4", name: "selector", type: "bytes4" },
      { indexed: true, internalType: "uint64", name: "roleId", type: "uint64" },
    ],
    name: "TargetFunctionRoleUpdated",
    type: "event",
  },
  {
    inputs: [],
    name: "ADMIN_ROLE",
    outputs: [{ internalType: "uint64", name: "", type: "uint64" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [],
    name: "PUBLIC_ROLE",
    outputs: [{ internalType: "uint64", name: "", type: "uint64" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "caller", type: "address" },
      { internalType: "address", name: "target", type: "address" },
      { internalType: "bytes4", name: "selector", type: "bytes4" },
    ],
    name: "canCall",
    outputs: [
      { internalType: "bool", name: "immediate", type: "bool" },
      { internalType: "uint32", name: "delay", type: "uint32" },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "caller", type: "address" },
      { internalType: "address", name: "target", type: "address" },
      { internalType: "bytes", name: "data", type: "bytes" },
    ],
    name: "cancel",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "caller", type: "address" },
      { internalType: "bytes", name: "data", type: "bytes" },
    ],
    name: "consumeScheduledOp",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "target", type: "address" },
      { internalType: "bytes", name: "data", type: "bytes" },
    ],
    name: "execute",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "payable",
    type: "function",
  },
  {
    inputs: [],
    name: "expiration",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint64", name: "roleId", type: "uint64" },
      { internalType: "address", name: "account", type: "address" },
    ],
    name: "getAccess",
    outputs: [
      { internalType: "uint48", name: "since", type: "uint48" },
      { internalType: "uint32", name: "currentDelay", type: "uint32" },
      { internalType: "uint32", name: "pendingDelay", type: "uint32" },
      { internalType: "uint48", name: "effect", type: "uint48" },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "bytes32", name: "id", type: "bytes32" }],
    name: "getNonce",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint64", name: "roleId", type: "uint64" }],
    name: "getRoleAdmin",
    outputs: [{ internalType: "uint64", name: "", type: "uint64" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint64", name: "roleId", type: "uint64" }],
    name: "getRoleGrantDelay",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "uint64", name: "roleId", type: "uint64" }],
    name: "getRoleGuardian",
    outputs: [{ internalType: "uint64", name: "", type: "uint64" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "bytes32", name: "id", type: "bytes32" }],
    name: "getSchedule",
    outputs: [{ internalType: "uint48", name: "", type: "uint48" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "address", name: "target", type: "address" }],
    name: "getTargetAdminDelay",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "target", type: "address" },
      { internalType: "bytes4", name: "selector", type: "bytes4" },
    ],
    name: "getTargetFunctionRole",
    outputs: [{ internalType: "uint64", name: "", type: "uint64" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint64", name: "roleId", type: "uint64" },
      { internalType: "address", name: "account", type: "address" },
      { internalType: "uint32", name: "executionDelay", type: "uint32" },
    ],
    name: "grantRole",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint64", name: "roleId", type: "uint64" },
      { internalType: "address", name: "account", type: "address" },
    ],
    name: "hasRole",
    outputs: [
      { internalType: "bool", name: "isMember", type: "bool" },
      { internalType: "uint32", name: "executionDelay", type: "uint32" },
    ],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "caller", type: "address" },
      { internalType: "address", name: "target", type: "address" },
      { internalType: "bytes", name: "data", type: "bytes" },
    ],
    name: "hashOperation",
    outputs: [{ internalType: "bytes32", name: "", type: "bytes32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "address", name: "target", type: "address" }],
    name: "isTargetClosed",
    outputs: [{ internalType: "bool", name: "", type: "bool" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint64", name: "roleId", type: "uint64" },
      { internalType: "string", name: "label", type: "string" },
    ],
    name: "labelRole",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [],
    name: "minSetback",
    outputs: [{ internalType: "uint32", name: "", type: "uint32" }],
    stateMutability: "view",
    type: "function",
  },
  {
    inputs: [{ internalType: "bytes[]", name: "data", type: "bytes[]" }],
    name: "multicall",
    outputs: [{ internalType: "bytes[]", name: "results", type: "bytes[]" }],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint64", name: "roleId", type: "uint64" },
      { internalType: "address", name: "callerConfirmation", type: "address" },
    ],
    name: "renounceRole",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint64", name: "roleId", type: "uint64" },
      { internalType: "address", name: "account", type: "address" },
    ],
    name: "revokeRole",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "target", type: "address" },
      { internalType: "bytes", name: "data", type: "bytes" },
      { internalType: "uint48", name: "when", type: "uint48" },
    ],
    name: "schedule",
    outputs: [
      { internalType: "bytes32", name: "operationId", type: "bytes32" },
      { internalType: "uint32", name: "nonce", type: "uint32" },
    ],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint64", name: "roleId", type: "uint64" },
      { internalType: "uint32", name: "newDelay", type: "uint32" },
    ],
    name: "setGrantDelay",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint64", name: "roleId", type: "uint64" },
      { internalType: "uint64", name: "admin", type: "uint64" },
    ],
    name: "setRoleAdmin",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "uint64", name: "roleId", type: "uint64" },
      { internalType: "uint64", name: "guardian", type: "uint64" },
    ],
    name: "setRoleGuardian",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "target", type: "address" },
      { internalType: "uint32", name: "newDelay", type: "uint32" },
    ],
    name: "setTargetAdminDelay",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "target", type: "address" },
      { internalType: "bool", name: "closed", type: "bool" },
    ],
    name: "setTargetClosed",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "target", type: "address" },
      { internalType: "bytes4[]", name: "selectors", type: "bytes4[]" },
      { internalType: "uint64", name: "roleId", type: "uint64" },
    ],
    name: "setTargetFunctionRole",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
  {
    inputs: [
      { internalType: "address", name: "target", type: "address" },
      { internalType: "address", name: "newAuthority", type: "address" },
    ],
    name: "updateAuthority",
    outputs: [],
    stateMutability: "nonpayable",
    type: "function",
  },
] as const;

export const errorsAbi = [
  { inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }], name: "AccountRegistry_AssetAccount", type: "error" },
  { inputs: [], name: "AccountRegistry_Full", type: "error" },
  { inputs: [], name: "AccountRegistry_NoAssetKind", type: "error" },
  {
    inputs: [
      { internalType: "AccountId", name: "account", type: "uint32" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "AccountRegistry_NotController",
    type: "error",
  },
  { inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }], name: "AccountRegistry_UnknownAccount", type: "error" },
  { inputs: [], name: "AccountRegistry_ZeroAddress", type: "error" },
  {
    inputs: [
      { internalType: "uint256", name: "supply", type: "uint256" },
      { internalType: "uint256", name: "cap", type: "uint256" },
    ],
    name: "OpenToken_CapExceeded",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "assetId", type: "uint256" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "AssetRegistry_NotAuthorized",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "assetId", type: "uint256" }], name: "AssetRegistry_UnknownAsset", type: "error" },
  {
    inputs: [{ internalType: "address", name: "admission", type: "address" }],
    name: "DatanetRegistry_AdmissionNotApproved",
    type: "error",
  },
  {
    inputs: [
      { internalType: "NanoOpen", name: "bond", type: "uint64" },
      { internalType: "NanoOpen", name: "maximum", type: "uint64" },
    ],
    name: "DatanetRegistry_BondTooLarge",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint16", name: "curatorBps", type: "uint16" },
      { internalType: "uint16", name: "maximum", type: "uint16" },
    ],
    name: "DatanetRegistry_CuratorShareTooLarge",
    type: "error",
  },
  {
    inputs: [
      { internalType: "bytes32", name: "itemRoot", type: "bytes32" },
      { internalType: "uint32", name: "itemCount", type: "uint32" },
    ],
    name: "DatanetRegistry_EmptySnapshot",
    type: "error",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "DatanetRegistry_NotCurator",
    type: "error",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "DatanetRegistry_NotOwner",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint8", name: "panelSize", type: "uint8" },
      { internalType: "uint8", name: "maximum", type: "uint8" },
    ],
    name: "DatanetRegistry_PanelTooLarge",
    type: "error",
  },
  {
    inputs: [
      { internalType: "bool", name: "isPrivate", type: "bool" },
      { internalType: "bytes32", name: "salt", type: "bytes32" },
    ],
    name: "DatanetRegistry_SaltMismatch",
    type: "error",
  },
  {
    inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }],
    name: "DatanetRegistry_TermsVersionsExhausted",
    type: "error",
  },
  { inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }], name: "DatanetRegistry_UnknownDatanet", type: "error" },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "uint32", name: "snapshot", type: "uint32" },
    ],
    name: "DatanetRegistry_UnknownSnapshot",
    type: "error",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "uint16", name: "version", type: "uint16" },
    ],
    name: "DatanetRegistry_UnknownTermsVersion",
    type: "error",
  },
  { inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }], name: "DatanetRegistry_VisibilityFixed", type: "error" },
  { inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }], name: "ContributionLedger_AccountFull", type: "error" },
  {
    inputs: [
      { internalType: "ContributionId", name: "contribution", type: "uint56" },
      { internalType: "ContributionId", name: "original", type: "uint56" },
    ],
    name: "ContributionLedger_BadOriginal",
    type: "error",
  },
  {
    inputs: [
      { internalType: "ContributionId", name: "contribution", type: "uint56" },
      { internalType: "enum ContributionStatus", name: "status", type: "uint8" },
      { internalType: "enum VerdictReason", name: "reason", type: "uint8" },
      { internalType: "uint32", name: "noveltyPpm", type: "uint32" },
    ],
    name: "ContributionLedger_BadVerdict",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "size", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "ContributionLedger_BatchSize",
    type: "error",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "ContributionLedger_NotAdmission",
    type: "error",
  },
  { inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }], name: "ContributionLedger_NothingToRefund", type: "error" },
  {
    inputs: [
      { internalType: "uint48", name: "commit", type: "uint48" },
      { internalType: "bytes32", name: "committed", type: "bytes32" },
      { internalType: "bytes32", name: "revealed", type: "bytes32" },
    ],
    name: "ContributionLedger_RevealMismatch",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint48", name: "commit", type: "uint48" },
      { internalType: "uint256", name: "blockNumber", type: "uint256" },
    ],
    name: "ContributionLedger_RevealTooEarly",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint48", name: "commit", type: "uint48" },
      { internalType: "uint48", name: "revealBefore", type: "uint48" },
    ],
    name: "ContributionLedger_RevealTooLate",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint16", name: "agreed", type: "uint16" },
      { internalType: "uint16", name: "current", type: "uint16" },
    ],
    name: "ContributionLedger_TermsOutdated",
    type: "error",
  },
  { inputs: [{ internalType: "uint48", name: "commit", type: "uint48" }], name: "ContributionLedger_UnknownCommit", type: "error" },
  {
    inputs: [{ internalType: "ContributionId", name: "contribution", type: "uint56" }],
    name: "ContributionLedger_UnknownContribution",
    type: "error",
  },
  {
    inputs: [
      { internalType: "ContributionId", name: "contribution", type: "uint56" },
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
    ],
    name: "ContributionLedger_WrongDatanet",
    type: "error",
  },
  {
    inputs: [
      { internalType: "ContributionId", name: "contribution", type: "uint56" },
      { internalType: "enum ContributionStatus", name: "status", type: "uint8" },
    ],
    name: "ContributionLedger_WrongStatus",
    type: "error",
  },
  { inputs: [], name: "ContributionLedger_ZeroHash", type: "error" },
  { inputs: [{ internalType: "uint256", name: "index", type: "uint256" }], name: "ContributionLedger_ZeroRoot", type: "error" },
  {
    inputs: [
      { internalType: "uint256", name: "size", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "CuratorAdmission_BatchSize",
    type: "error",
  },
  {
    inputs: [
      { internalType: "DatanetId", name: "datanet", type: "uint32" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "CuratorAdmission_NotCurator",
    type: "error",
  },
  {
    inputs: [
      { internalType: "enum ILineage.Relation", name: "relation", type: "uint8" },
      { internalType: "enum AssetKind", name: "kind", type: "uint8" },
      { internalType: "uint32", name: "snapshot", type: "uint32" },
      { internalType: "uint32", name: "weightPpm", type: "uint32" },
    ],
    name: "Lineage_BadEdge",
    type: "error",
  },
  {
    inputs: [
      { internalType: "enum AssetKind", name: "kind", type: "uint8" },
      { internalType: "uint32", name: "parent", type: "uint32" },
    ],
    name: "Lineage_DuplicateParent",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "depth", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "Lineage_TooDeep",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "edges", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "Lineage_TooWide",
    type: "error",
  },
  { inputs: [{ internalType: "uint32", name: "datanet", type: "uint32" }], name: "Lineage_TrainingNotAllowed", type: "error" },
  {
    inputs: [
      { internalType: "enum AssetKind", name: "kind", type: "uint8" },
      { internalType: "uint32", name: "parent", type: "uint32" },
    ],
    name: "Lineage_UnknownParent",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "sum", type: "uint256" }], name: "Lineage_WeightsNotWhole", type: "error" },
  {
    inputs: [
      { internalType: "uint16", name: "royaltyBps", type: "uint16" },
      { internalType: "uint16", name: "maximum", type: "uint16" },
    ],
    name: "ModelRegistry_RoyaltyTooLarge",
    type: "error",
  },
  { inputs: [], name: "ModelRegistry_ZeroWeightsHash", type: "error" },
  {
    inputs: [
      { internalType: "uint32", name: "parent", type: "uint32" },
      { internalType: "ModelId", name: "expected", type: "uint32" },
      { internalType: "ModelId", name: "actual", type: "uint32" },
    ],
    name: "AdapterRegistry_BaseModelMismatch",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint16", name: "royaltyBps", type: "uint16" },
      { internalType: "uint16", name: "maximum", type: "uint16" },
    ],
    name: "AdapterRegistry_RoyaltyTooLarge",
    type: "error",
  },
  { inputs: [{ internalType: "ModelId", name: "model", type: "uint32" }], name: "AdapterRegistry_UnknownBaseModel", type: "error" },
  { inputs: [], name: "AdapterRegistry_ZeroWeightsHash", type: "error" },
  { inputs: [{ internalType: "address", name: "newWallet", type: "address" }], name: "AgentRegistry_BadSignature", type: "error" },
  {
    inputs: [
      { internalType: "uint256", name: "deadline", type: "uint256" },
      { internalType: "uint256", name: "timestamp", type: "uint256" },
    ],
    name: "AgentRegistry_DeadlinePassed",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "deadline", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "AgentRegistry_DeadlineTooFar",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "length", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "AgentRegistry_KeyTooLong",
    type: "error",
  },
  { inputs: [{ internalType: "string", name: "metadataKey", type: "string" }], name: "AgentRegistry_ReservedKey", type: "error" },
  {
    inputs: [
      { internalType: "uint16", name: "royaltyBps", type: "uint16" },
      { internalType: "uint16", name: "maximum", type: "uint16" },
    ],
    name: "AgentRegistry_RoyaltyTooLarge",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "entries", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "AgentRegistry_TooManyEntries",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "length", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "AgentRegistry_ValueTooLong",
    type: "error",
  },
  { inputs: [], name: "AgentRegistry_ZeroWallet", type: "error" },
  {
    inputs: [
      { internalType: "AdapterId", name: "adapter", type: "uint32" },
      { internalType: "ModelId", name: "base", type: "uint32" },
      { internalType: "ModelId", name: "model", type: "uint32" },
    ],
    name: "GatewayRegistry_AdapterBaseMismatch",
    type: "error",
  },
  { inputs: [{ internalType: "OfferingId", name: "offering", type: "uint32" }], name: "GatewayRegistry_AlreadyRetired", type: "error" },
  {
    inputs: [
      { internalType: "NanoOpen", name: "requested", type: "uint64" },
      { internalType: "NanoOpen", name: "available", type: "uint64" },
    ],
    name: "GatewayRegistry_BondInsufficient",
    type: "error",
  },
  {
    inputs: [
      { internalType: "NanoOpen", name: "bond", type: "uint64" },
      { internalType: "NanoOpen", name: "minimum", type: "uint64" },
    ],
    name: "GatewayRegistry_BondTooSmall",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "count", type: "uint256" }], name: "GatewayRegistry_DataEntries", type: "error" },
  {
    inputs: [
      { internalType: "uint16", name: "bps", type: "uint16" },
      { internalType: "uint16", name: "minimum", type: "uint16" },
    ],
    name: "GatewayRegistry_DataShareTooSmall",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "count", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "GatewayRegistry_DatanetCount",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "index", type: "uint256" }], name: "GatewayRegistry_DatanetsNotAscending", type: "error" },
  { inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }], name: "GatewayRegistry_InferenceNotAllowed", type: "error" },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "address", name: "key", type: "address" },
    ],
    name: "GatewayRegistry_KeyKnown",
    type: "error",
  },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "address", name: "key", type: "address" },
    ],
    name: "GatewayRegistry_KeyUnknown",
    type: "error",
  },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "GatewayRegistry_NotOperator",
    type: "error",
  },
  { inputs: [], name: "GatewayRegistry_NothingServed", type: "error" },
  { inputs: [{ internalType: "GatewayId", name: "gateway", type: "uint32" }], name: "GatewayRegistry_NothingUnbonding", type: "error" },
  {
    inputs: [
      { internalType: "uint256", name: "value", type: "uint256" },
      { internalType: "uint256", name: "minimum", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "GatewayRegistry_ParameterOutOfBounds",
    type: "error",
  },
  {
    inputs: [
      { internalType: "enum Role", name: "role", type: "uint8" },
      { internalType: "AccountId", name: "account", type: "uint32" },
      { internalType: "uint16", name: "given", type: "uint16" },
      { internalType: "uint16", name: "declared", type: "uint16" },
    ],
    name: "GatewayRegistry_RoyaltyNotHonoured",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "index", type: "uint256" },
      { internalType: "enum Role", name: "role", type: "uint8" },
      { internalType: "AccountId", name: "account", type: "uint32" },
      { internalType: "uint16", name: "bps", type: "uint16" },
    ],
    name: "GatewayRegistry_SplitEntryInvalid",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "length", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "GatewayRegistry_SplitLength",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "sum", type: "uint256" }], name: "GatewayRegistry_SplitNotWhole", type: "error" },
  {
    inputs: [
      { internalType: "uint256", name: "count", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "GatewayRegistry_TooManyAdapters",
    type: "error",
  },
  { inputs: [{ internalType: "uint48", name: "unbondingAt", type: "uint48" }], name: "GatewayRegistry_UnbondingNotOver", type: "error" },
  { inputs: [{ internalType: "AdapterId", name: "adapter", type: "uint32" }], name: "GatewayRegistry_UnknownAdapter", type: "error" },
  { inputs: [{ internalType: "AgentId", name: "agent", type: "uint32" }], name: "GatewayRegistry_UnknownAgent", type: "error" },
  { inputs: [{ internalType: "DatanetId", name: "datanet", type: "uint32" }], name: "GatewayRegistry_UnknownDatanet", type: "error" },
  { inputs: [{ internalType: "GatewayId", name: "gateway", type: "uint32" }], name: "GatewayRegistry_UnknownGateway", type: "error" },
  { inputs: [{ internalType: "ModelId", name: "model", type: "uint32" }], name: "GatewayRegistry_UnknownModel", type: "error" },
  { inputs: [{ internalType: "OfferingId", name: "offering", type: "uint32" }], name: "GatewayRegistry_UnknownOffering", type: "error" },
  { inputs: [], name: "GatewayRegistry_ZeroAmount", type: "error" },
  { inputs: [], name: "GatewayRegistry_ZeroKey", type: "error" },
  { inputs: [], name: "GatewayRegistry_ZeroMethod", type: "error" },
  { inputs: [], name: "GatewayRegistry_ZeroPrice", type: "error" },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "uint256", name: "wouldBe", type: "uint256" },
      { internalType: "NanoOpen", name: "cap", type: "uint64" },
    ],
    name: "PaymentEscrow_AboveCap",
    type: "error",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "uint256", name: "wouldBe", type: "uint256" },
      { internalType: "NanoOpen", name: "authorised", type: "uint64" },
    ],
    name: "PaymentEscrow_AboveVoucher",
    type: "error",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "address", name: "signer", type: "address" },
    ],
    name: "PaymentEscrow_BadSignature",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "size", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "PaymentEscrow_BatchSize",
    type: "error",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "NanoOpen", name: "requested", type: "uint64" },
      { internalType: "NanoOpen", name: "balance", type: "uint64" },
    ],
    name: "PaymentEscrow_InsufficientBalance",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "vouchers", type: "uint256" },
      { internalType: "uint256", name: "signatures", type: "uint256" },
    ],
    name: "PaymentEscrow_LengthMismatch",
    type: "error",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "address", name: "caller", type: "address" },
    ],
    name: "PaymentEscrow_NotController",
    type: "error",
  },
  { inputs: [{ internalType: "AccountId", name: "payer", type: "uint32" }], name: "PaymentEscrow_NothingToWithdraw", type: "error" },
  { inputs: [{ internalType: "GatewayId", name: "gateway", type: "uint32" }], name: "PaymentEscrow_UnknownGateway", type: "error" },
  {
    inputs: [
      { internalType: "uint48", name: "expiry", type: "uint48" },
      { internalType: "uint256", name: "timestamp", type: "uint256" },
    ],
    name: "PaymentEscrow_VoucherExpired",
    type: "error",
  },
  {
    inputs: [
      { internalType: "AccountId", name: "payer", type: "uint32" },
      { internalType: "uint48", name: "withdrawableAt", type: "uint48" },
    ],
    name: "PaymentEscrow_WithdrawalNotReady",
    type: "error",
  },
  { inputs: [], name: "PaymentEscrow_ZeroAmount", type: "error" },
  {
    inputs: [
      { internalType: "uint256", name: "size", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "PayoutLedger_BatchSize",
    type: "error",
  },
  { inputs: [{ internalType: "uint32", name: "word", type: "uint32" }], name: "PayoutLedger_LaneOverflow", type: "error" },
  {
    inputs: [
      { internalType: "uint256", name: "words", type: "uint256" },
      { internalType: "uint256", name: "deltas", type: "uint256" },
    ],
    name: "PayoutLedger_LengthMismatch",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "total", type: "uint256" },
      { internalType: "uint256", name: "sum", type: "uint256" },
    ],
    name: "PayoutLedger_TotalMismatch",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "needed", type: "uint256" },
      { internalType: "uint256", name: "held", type: "uint256" },
    ],
    name: "PayoutLedger_Unfunded",
    type: "error",
  },
  { inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }], name: "PayoutLedger_UnknownAccount", type: "error" },
  { inputs: [{ internalType: "uint256", name: "index", type: "uint256" }], name: "PayoutLedger_WordsNotAscending", type: "error" },
  { inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }], name: "RewardRouter_AccountMissing", type: "error" },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "uint32", name: "epoch", type: "uint32" },
      { internalType: "uint40", name: "sequence", type: "uint40" },
    ],
    name: "RewardRouter_AlreadySettled",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint40", name: "sequence", type: "uint40" },
      { internalType: "uint256", name: "leg", type: "uint256" },
      { internalType: "uint8", name: "class", type: "uint8" },
    ],
    name: "RewardRouter_BadClass",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "index", type: "uint256" },
      { internalType: "uint256", name: "length", type: "uint256" },
    ],
    name: "RewardRouter_BadIndex",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "expected", type: "uint256" },
      { internalType: "uint256", name: "actual", type: "uint256" },
    ],
    name: "RewardRouter_BadLength",
    type: "error",
  },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "address", name: "key", type: "address" },
    ],
    name: "RewardRouter_BadSignature",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint40", name: "sequence", type: "uint40" },
      { internalType: "ContributionId", name: "contribution", type: "uint56" },
    ],
    name: "RewardRouter_ContributionNotAccepted",
    type: "error",
  },
  { inputs: [], name: "RewardRouter_EmptyBatch", type: "error" },
  {
    inputs: [
      { internalType: "GatewayId", name: "gateway", type: "uint32" },
      { internalType: "address", name: "key", type: "address" },
    ],
    name: "RewardRouter_KeyNotValid",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint40", name: "sequence", type: "uint40" },
      { internalType: "uint256", name: "leg", type: "uint256" },
    ],
    name: "RewardRouter_LegsNotAscending",
    type: "error",
  },
  { inputs: [{ internalType: "uint256", name: "index", type: "uint256" }], name: "RewardRouter_NotAscending", type: "error" },
  {
    inputs: [
      { internalType: "uint40", name: "sequence", type: "uint40" },
      { internalType: "uint48", name: "servedAt", type: "uint48" },
      { internalType: "uint256", name: "timestamp", type: "uint256" },
    ],
    name: "RewardRouter_ServedInFuture",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint256", name: "count", type: "uint256" },
      { internalType: "uint256", name: "maximum", type: "uint256" },
    ],
    name: "RewardRouter_TooMany",
    type: "error",
  },
  { inputs: [{ internalType: "AccountId", name: "account", type: "uint32" }], name: "RewardRouter_UnknownAccount", type: "error" },
  {
    inputs: [
      { internalType: "uint40", name: "sequence", type: "uint40" },
      { internalType: "uint256", name: "weights", type: "uint256" },
      { internalType: "uint32", name: "weightTotal", type: "uint32" },
    ],
    name: "RewardRouter_WeightsAboveTotal",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint40", name: "sequence", type: "uint40" },
      { internalType: "NanoOpen", name: "fee", type: "uint64" },
      { internalType: "NanoOpen", name: "expected", type: "uint64" },
    ],
    name: "RewardRouter_WrongFee",
    type: "error",
  },
  {
    inputs: [
      { internalType: "OfferingId", name: "offering", type: "uint32" },
      { internalType: "GatewayId", name: "expected", type: "uint32" },
      { internalType: "GatewayId", name: "actual", type: "uint32" },
    ],
    name: "RewardRouter_WrongGateway",
    type: "error",
  },
  { inputs: [{ internalType: "uint8", name: "lane", type: "uint8" }], name: "RewardRouter_WrongLane", type: "error" },
  { inputs: [{ internalType: "uint8", name: "version", type: "uint8" }], name: "RewardRouter_WrongVersion", type: "error" },
  {
    inputs: [
      { internalType: "uint40", name: "sequence", type: "uint40" },
      { internalType: "uint256", name: "leg", type: "uint256" },
    ],
    name: "RewardRouter_ZeroWeight",
    type: "error",
  },
  { inputs: [{ internalType: "bytes32", name: "operationId", type: "bytes32" }], name: "AccessManagerAlreadyScheduled", type: "error" },
  { inputs: [], name: "AccessManagerBadConfirmation", type: "error" },
  { inputs: [{ internalType: "bytes32", name: "operationId", type: "bytes32" }], name: "AccessManagerExpired", type: "error" },
  { inputs: [{ internalType: "address", name: "initialAdmin", type: "address" }], name: "AccessManagerInvalidInitialAdmin", type: "error" },
  { inputs: [{ internalType: "bytes4", name: "selector", type: "bytes4" }], name: "AccessManagerLockedFunction", type: "error" },
  { inputs: [{ internalType: "uint64", name: "roleId", type: "uint64" }], name: "AccessManagerLockedRole", type: "error" },
  { inputs: [{ internalType: "bytes32", name: "operationId", type: "bytes32" }], name: "AccessManagerNotReady", type: "error" },
  { inputs: [{ internalType: "bytes32", name: "operationId", type: "bytes32" }], name: "AccessManagerNotScheduled", type: "error" },
  {
    inputs: [
      { internalType: "address", name: "msgsender", type: "address" },
      { internalType: "uint64", name: "roleId", type: "uint64" },
    ],
    name: "AccessManagerUnauthorizedAccount",
    type: "error",
  },
  {
    inputs: [
      { internalType: "address", name: "caller", type: "address" },
      { internalType: "address", name: "target", type: "address" },
      { internalType: "bytes4", name: "selector", type: "bytes4" },
    ],
    name: "AccessManagerUnauthorizedCall",
    type: "error",
  },
  {
    inputs: [
      { internalType: "address", name: "msgsender", type: "address" },
      { internalType: "address", name: "caller", type: "address" },
      { internalType: "address", name: "target", type: "address" },
      { internalType: "bytes4", name: "selector", type: "bytes4" },
    ],
    name: "AccessManagerUnauthorizedCancel",
    type: "error",
  },
  { inputs: [{ internalType: "address", name: "target", type: "address" }], name: "AccessManagerUnauthorizedConsume", type: "error" },
  { inputs: [{ internalType: "address", name: "target", type: "address" }], name: "AddressEmptyCode", type: "error" },
  { inputs: [], name: "FailedCall", type: "error" },
  {
    inputs: [
      { internalType: "uint256", name: "balance", type: "uint256" },
      { internalType: "uint256", name: "needed", type: "uint256" },
    ],
    name: "InsufficientBalance",
    type: "error",
  },
  {
    inputs: [
      { internalType: "uint8", name: "bits", type: "uint8" },
      { internalType: "uint256", name: "value", type: "uint256" },
    ],
    name: "SafeCastOverflowedUintDowncast",
    type: "error",
  },
] as const;
