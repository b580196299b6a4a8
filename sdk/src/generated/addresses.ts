// Written by scripts/generate.ts; do not edit.

import type { Deployment } from "../deployment/deployment.ts";

/** Committed deployments, by chain id. */
export const deployments: readonly Deployment[] = [];
