/** `PRAGMA application_id` of a case file: "FRNS". */
export const APPLICATION_ID = 0x46_52_4e_53;
