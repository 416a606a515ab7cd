// Types of the examples' data.

/** Contexts of the contract. */
export const customers: { customerId: string }[];
