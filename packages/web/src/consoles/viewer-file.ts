/** A file that remote-viewer opens: certificates stand in it on one line. */
export function viewerFile(values: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(values).map(([key, value]) => `${key}=${String(value).replaceAll('\n', '\\n')}`)
  return `[virt-viewer]\n${lines.join('\n')}\n`
}
