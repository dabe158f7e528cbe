import { renewSession } from '../api/login.ts'
import { session } from '../api/session.ts'

const checkMs = 60_000
/** A session that lasts less than this is renewed. */
const renewBeforeSeconds = 100 * 60

/** Renews the session while the page is open. One tab of a browser does it for all. */
export function keepSession(): () => void {
  const timer = setInterval(() => {
    const { expire, ended } = session.get()
    if (ended || expire === undefined || expire - Date.now() / 1000 > renewBeforeSeconds) return
    void navigator.locks.request('quorate.renew', { ifAvailable: true }, async lock => {
      if (lock) await renewSession().catch(() => undefined)
    })
  }, checkMs)
  return () => clearInterval(timer)
}
