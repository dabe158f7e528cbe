/** Where the passwords of a realm's users are. */
export interface Realm {
  /** Is this the user's password? Throws a Failure where it cannot be found out. */
  check(name: string, password: string): Promise<boolean>
  /** Throws a Failure where it cannot be set. */
  setPassword(name: string, password: string, author: { readonly authid: string }): Promise<void>
  /** Forgets a user that was deleted. */
  forget(name: string, author: { readonly authid: string }): Promise<void>
}
