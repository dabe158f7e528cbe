/**
 * Lets the browser show a notice instead of its own error when the page is opened and the server is away. Browsers refuse
 * it for certificates that they do not trust: then there is none.
 */
export async function prepareOfflineNotice(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register('/service-worker.js').catch(() => undefined)
}
