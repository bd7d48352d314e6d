/**
 * Of a type that is not modelled: stored with a warning, refused before anything is made, or stored without a word. The default keeps
 * every program running and lets nobody take "stored" for "accepted by Azure".
 */
export const unmodelledChoices = ["warn", "refuse", "store"] as const;
export type Unmodelled = (typeof unmodelledChoices)[number];
