const channel = 'account'
type News = 'signed-in' | 'signed-out'

/** Tells the person's other tabs that the account behind them changed. */
export function tellOtherTabs(news: News): void {
  if (typeof BroadcastChannel === 'undefined') return
  const tabs = new BroadcastChannel(channel)
  tabs.postMessage(news)
  tabs.close()
}

/** Hears what another tab told; returns the end of listening. */
export function hearOtherTabs(listener: (news: News) => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => undefined
  const tabs = new BroadcastChannel(channel)
  tabs.onmessage = (event: MessageEvent<News>) => listener(event.data)
  return () => tabs.close()
}
