/** The bare file name of an upload: no folder (of any system), no control character, no leading dot, at most 255 bytes. */
export function uploadName(given: string): string {
  const bare = given.toWellFormed().split(/[/\\]/).at(-1) ?? ''
  // oxlint-disable-next-line no-control-regex
  let name = bare
    .replaceAll(/[\u0000-\u001f\u007f]/g, '')
    .trim()
    .replace(/^\.+/, '')
  while (Buffer.byteLength(name) > 255) name = name.slice(0, -1)
  return name
}
