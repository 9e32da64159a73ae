/** How many parameters gradcheck compares when nobody says: spread over every tensor, and done in a second or two. */
export const defaultParameters = 4000
