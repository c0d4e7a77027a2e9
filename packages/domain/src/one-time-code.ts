/** The rules of the code that confirms a device session by e-mail. */
export const codeRules = {
  digits: 6,
  lifeMs: 5 * 60_000,
  tries: 5,
  resendAfterMs: 60_000,
} as const

export const codePattern = /^[0-9]{6}$/

/** The code for a random number below a million; leading zeros count like any digit. */
export function codeFrom(random: number): string {
  return String(random).padStart(codeRules.digits, '0')
}

/** What a person typed or pasted, as the six digits it means: "123 456" and full-width digits are as good. */
export function typedCode(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '')
}
