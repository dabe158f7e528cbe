/** The file of connection settings that remote-viewer opens (`.vv`), from the members of an answer. */
export function viewerFile(members: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(members).map(([name, value]) => `${name}=${String(value).replaceAll(/[\r\n]+/g, ' ')}`)
  return ['[virt-viewer]', ...lines, ''].join('\n')
}
