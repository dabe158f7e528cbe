/** Powers of 2 in the field of 256 elements that QR codes use (polynomial 0x11d), and their inverse. */
const exp = new Uint8Array(512)
const log = new Uint8Array(256)
for (let power = 0, value = 1; power < 255; power += 1) {
  exp[power] = value
  exp[power + 255] = value
  log[value] = power
  value = value < 128 ? value << 1 : (value << 1) ^ 0x11d
}

export const multiply = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : exp[(log[a] ?? 0) + (log[b] ?? 0)]!)

/** Coefficients of (x - 1)(x - 2)(x - 4)…, without the leading one. */
function generator(degree: number): Uint8Array {
  const result = new Uint8Array(degree)
  result[degree - 1] = 1
  for (let step = 0; step < degree; step += 1) {
    for (let index = 0; index < degree; index += 1) {
      result[index] = multiply(result[index]!, exp[step]!) ^ (result[index + 1] ?? 0)
    }
  }
  return result
}

/** The check bytes of Reed and Solomon for some data. */
export function checkBytes(data: Uint8Array, count: number): Uint8Array {
  const divisor = generator(count)
  const rest = new Uint8Array(count)
  for (const byte of data) {
    const factor = byte ^ rest[0]!
    rest.copyWithin(0, 1)
    rest[count - 1] = 0
    for (let index = 0; index < count; index += 1) rest[index]! ^= multiply(divisor[index]!, factor)
  }
  return rest
}

/** The data's polynomial at the n-th power of 2: 0 for the first powers of whole code words. */
export const valueAt = (word: Uint8Array, power: number): number => word.reduce((sum, byte) => multiply(sum, exp[power]!) ^ byte, 0)
