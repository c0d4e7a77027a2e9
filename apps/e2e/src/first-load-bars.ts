// Kilobytes of gzip. An empty page of this framework weighs 132 of them before we write a line.
const bars: Readonly<Record<string, number>> = {
  '/sign-in': 150,
  '/register': 150,
  '/reset': 150,
  '/confirm': 150,
  '/boards': 150,
  '/boards/[challenge]/[category]': 150,
  '/u/[name]': 150,
  '/run': 200,
  '/runs/[id]': 200,
  '/chat': 210,
  '/chat/[room]': 210,
  '/admin/jobs': 220,
}
const anyOther = 190

/** How much script a page of this route may make a browser download. */
export function barOf(route: string): number {
  return bars[route] ?? anyOther
}
