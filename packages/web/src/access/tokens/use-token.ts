import { useUsers, type UserRow } from '../use-access.ts'
import { splitTokenId } from './token-id.ts'

export type TokenRow = NonNullable<UserRow['tokens']>[number] & { readonly userid: string; readonly id: string }

/** The tokens of users, each with its full name. */
export const tokensOf = (users: readonly UserRow[]): readonly TokenRow[] =>
  users.flatMap(({ userid, tokens }) => (tokens ?? []).map(token => ({ ...token, userid, id: `${userid}!${token.tokenid}` })))

/** One token by its full name. */
export function useToken(id: string) {
  const { data, error } = useUsers()
  const { userid } = splitTokenId(id)
  return { token: tokensOf(data ?? []).find(one => one.id === id), loaded: data !== undefined, error, userid }
}
