/** What stands behind the name of a panel about a change: `12/user.cfg`. */
export function readChange(argument: string): { readonly revision: number; readonly path: string } {
  const at = argument.indexOf('/')
  return at < 0 ? { revision: Number(argument), path: '' } : { revision: Number(argument.slice(0, at)), path: argument.slice(at + 1) }
}
