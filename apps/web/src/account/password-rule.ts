/** Stands above a new password before anybody types. */
export const passwordRule = (least: number) =>
  `At least ${least} characters of any kind; a few words do well. Passwords that everybody knows are refused.`
