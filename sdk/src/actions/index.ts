export { FIELD, actionType, type ActionType, type Field } from "./action-type.ts";
export { actionCall, actionTypedData, type ActionRequest } from "./action-typed-data.ts";
export { SIGNED_ACTIONS, type SignedActionName } from "./signed-actions.ts";
