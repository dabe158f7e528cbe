const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Bytes as letters and digits that can be typed (RFC 4648, without padding). */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let value = 0
  let bits = 0
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(value >>> bits) & 31]
    }
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text
}

/** 160 bits, as RFC 4226 recommends. */
export const newSecret = (): string => base32(crypto.getRandomValues(new Uint8Array(20)))

export interface TotpParts {
  readonly secret: string
  readonly userid: string
  /** What the app shows above the code. */
  readonly issuer: string
}

/** What an app is told by the QR code. */
export function totpUri({ secret, userid, issuer }: TotpParts): string {
  const query = [`secret=${secret}`, 'period=30', 'digits=6', 'algorithm=SHA1', `issuer=${encodeURIComponent(issuer)}`]
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(userid)}?${query.join('&')}`
}

/** `ABCD EFGH`: groups of four are easier to type. */
export const grouped = (secret: string): string => secret.replaceAll(/(.{4})(?=.)/g, '$1 ')
