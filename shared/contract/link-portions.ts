/** Portions that one call makes or takes back. Apart from the schemas: pages that ask in portions need no zod. */
/** Customers of one call: the file of many is made in portions. */
export const mostLinkedCustomers = 20;
/** Contacts of one call; those after them are asked for by `after`. */
export const mostLinkedContacts = 30;
/** Invitations that one call takes back at most. */
export const mostTakenBack = 500;
