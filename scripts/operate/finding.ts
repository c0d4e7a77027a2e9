/** What a check found. `todo` says what to do about it; nothing where all is well. */
export type Finding = { readonly what: string; readonly found: string; readonly todo?: string }
