import type { Access } from '../access.ts'
import { capabilities } from '../decide/effective.ts'
import { issueCsrfToken } from '../tickets/csrf-token.ts'

/** What somebody who has just logged in is told, beside the ticket. `clusterName` is undefined on a node alone. */
export function loginAnswer({ keys, reader, now }: Access, userid: string, clusterName: string | undefined) {
  return {
    username: userid,
    CSRFPreventionToken: issueCsrfToken(keys, userid, now()),
    cap: capabilities(reader.decider(), userid, reader.now()),
    ...(clusterName && { clustername: clusterName }),
  }
}
