import { cellText, renderTable, type Column } from '../render/table.ts'
import { rowsOf, type Row, type View } from './view.ts'

const sortedBy = (data: unknown, keys: readonly string[]) =>
  rowsOf(data).toSorted((a, b) => {
    const differs = keys.find(key => cellText(a[key]) !== cellText(b[key]))
    return differs === undefined ? 0 : cellText(a[differs]) < cellText(b[differs]) ? -1 : 1
  })

/** A table of these columns, ordered by the first ones. */
const table =
  (columns: readonly string[], order = columns.slice(0, 1)): View =>
  (data, options) =>
    rowsOf(data).length === 0
      ? ''
      : renderTable(
          sortedBy(data, order),
          columns.map((key): Column => ({ key })),
          options,
        )

const permissions: View = (data, options) => {
  const rows = Object.entries((data ?? {}) as Record<string, Row>)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, privileges]) =>
      Object.entries(privileges)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, propagate], at) => ({ path: at === 0 ? path : '', name: `${name}${propagate ? ' (*)' : ''}`, begins: at === 0 })),
    )
  if (rows.length === 0) return ''
  const columns: Column[] = [
    { key: 'path', title: 'ACL path' },
    { key: 'name', title: 'Permissions' },
  ]
  const shown = renderTable(rows, columns, { ...options, ruleBefore: row => row.begins === true })
  return `${shown}Permissions marked with '(*)' have the 'propagate' flag set.\n`
}

export const accessViews: Readonly<Record<string, View>> = {
  'pveum user list': table(['userid', 'comment', 'email', 'enable', 'expire', 'firstname', 'groups', 'keys', 'lastname', 'realm-type']),
  'pveum user permissions': permissions,
  'pveum user token list': table(['tokenid', 'comment', 'expire', 'privsep']),
  'pveum user token permissions': permissions,
  'pveum user tfa list': table(['userid', 'id', 'type', 'description', 'enable'], ['userid', 'id']),
  'pveum user tfa unlock': data => (data ? 'unlocked\n' : 'was not locked\n'),
  'pveum group list': table(['groupid', 'comment', 'users']),
  'pveum role list': table(['roleid', 'privs', 'special']),
  'pveum acl list': table(['path', 'ugid', 'roleid', 'type', 'propagate'], ['path', 'type', 'ugid', 'roleid']),
  'pveum realm list': table(['realm', 'type', 'comment', 'tfa']),
  'pveum pool list': table(['poolid', 'comment']),
  'pveum ticket': data => `${cellText((data as Row).ticket)}\n`,
}
