/**
 * The option `consent-text` is one line of a file: a text of several lines stands there in base64, as other interfaces
 * write it too. A text that is no base64 stands for itself.
 */
export function readConsentText(stored: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(stored) || stored.length % 4 !== 0) return stored
  try {
    const bytes = Uint8Array.from(atob(stored), letter => letter.charCodeAt(0))
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text
  } catch {
    return stored
  }
}

export function storedConsentText(text: string): string {
  return text === '' ? '' : btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
