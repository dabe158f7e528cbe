/** Bytes of the OpenPGP blocks of one kind that stand in a text. Pure. */
export function dearmor(text: string, kind: 'PUBLIC KEY BLOCK' | 'SIGNATURE'): Buffer {
  const blocks = text.replaceAll('\r', '').split(`-----BEGIN PGP ${kind}-----\n`).slice(1)
  return Buffer.concat(
    blocks.map(block => {
      const body = block.slice(0, Math.max(0, block.indexOf(`-----END PGP ${kind}-----`)))
      // Headers end with a blank line; a line that begins with = is a checksum.
      const data = body.slice(body.startsWith('\n') ? 0 : body.indexOf('\n\n') + 1)
      return Buffer.from(data.replaceAll(/^=.*$/gm, '').replaceAll(/\s/g, ''), 'base64')
    }),
  )
}
