import type { Caller, Permission, Privilege } from '@quorate/contract'

/** What a request brings to prove who sends it. */
export interface Credentials {
  readonly authorization?: string
  /** The whole Cookie header. */
  readonly cookie?: string
  /** Header CSRFPreventionToken. */
  readonly csrf?: string
  /** Address of the client. */
  readonly address: string
}

/** Finds out who calls. Implemented by the access package. */
export interface Authenticator {
  /**
   * undefined: no credentials were given. Throws a Failure: 401 for bad or expired ones, 403 where the CSRF token is
   * missing from a ticket's writing request.
   */
  authenticate(credentials: Credentials, method: string): Caller | undefined | Promise<Caller | undefined>
}

/** Decides what a caller may do. Implemented by the access package. */
export interface Authorizer {
  /** Throws a Failure (403) unless the permission holds; undefined permission means root@pam only. `parameters` are decoded. */
  check(permission: Permission | undefined, caller: Caller, parameters: Readonly<Record<string, unknown>>): void
  /** Has the caller at least one of the privileges on the object path? */
  may(caller: Caller, path: string, anyOf: readonly Privilege[]): boolean
  /** Throws a Failure (403) unless the caller has all of the privileges on the object path. */
  authorize(caller: Caller, path: string, privileges: readonly Privilege[]): void
}

/** Stands for somebody who is not logged in; only methods open to the world get to see it. It owns no privilege. */
export function anonymous(address: string): Caller {
  return { authid: '', userid: '', root: false, address }
}

/** root@pam at this machine: whoever may open the socket for root. */
export function localRoot(address = 'cli'): Caller {
  return { authid: 'root@pam', userid: 'root@pam', root: true, address }
}
