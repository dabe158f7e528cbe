import type { SessionCookie } from '@quorate/contract'

/** No script reads it, no other site makes a browser send it, and nobody but this host can have set it. */
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Strict'

/** Value of the header Set-Cookie. It lasts as long as the browser runs: the ticket in it ends by itself. */
export function sessionCookie({ ticket }: SessionCookie): string {
  if (ticket === undefined) return `__Host-PVEAuthCookie=; Max-Age=0; ${attributes}`
  return `__Host-PVEAuthCookie=${encodeURIComponent(ticket)}; ${attributes}`
}
