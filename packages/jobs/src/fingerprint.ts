/**
 * What errors of one cause have in common: the first line of the message without what differs from case to case
 * (numbers, ids, quoted words), so that a thousand failures show as one group.
 */
export function fingerprint(message: string): string {
  const [line = ''] = message.split('\n', 1)
  const common = line
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<id>')
    .replace(/[^\s@"'<>]+@[^\s@"'<>]+/g, '<address>')
    .replace(/"[^"]*"|'[^']*'/g, '<text>')
    .replace(/\b0x[0-9a-f]+\b|\d+/gi, '<n>')
    .trim()
  return common.slice(0, 200) || 'no message'
}
