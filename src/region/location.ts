/** A region as Azure compares it: "West Europe" and "westeurope" are one. */
export const normalLocation = (location: string): string => location.replace(/\s+/g, "").toLowerCase();
