import { implement, Reply, type Implementation } from '@quorate/contract'
import { session } from '@quorate/contract/additions/session'
import type { Access } from './access.ts'
import { loginRequest } from './login/login-request.ts'
import { openSession, renewSession, type SessionAnswer } from './login/session.ts'

const reply = ({ answer, ticket }: SessionAnswer) => new Reply(answer, {}, ticket === undefined ? undefined : { ticket })

/** Logins of browsers. `clusterName` answers undefined on a node alone. */
export function sessionApi(access: Access, clusterName: () => string | undefined): Implementation[] {
  return implement(session, {
    async open({ caller }, { username, password, ...given }) {
      if (username === undefined || password === undefined) return reply(renewSession(access, caller, clusterName()))
      return reply(await openSession(access, loginRequest(caller, { username, password, ...given }), clusterName()))
    },
    close: () => new Reply(null, {}, {}),
  })
}
