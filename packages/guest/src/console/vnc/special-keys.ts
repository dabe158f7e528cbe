/** How keys that are no characters begin and end; a modifier stands between. `application`: in the place of `[`, where a program asked for that. */
export interface SpecialKey {
  readonly final: string
  readonly number?: number
  readonly application?: boolean
}

const letters: readonly (readonly [number, string])[] = [
  [0xff50, 'H'],
  [0xff51, 'D'],
  [0xff52, 'A'],
  [0xff53, 'C'],
  [0xff54, 'B'],
  [0xff57, 'F'],
]
const numbers: readonly (readonly [number, number])[] = [
  [0xff55, 5],
  [0xff56, 6],
  [0xff56, 6],
  [0xff63, 2],
  [0xffff, 3],
  ...[15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34].map((number, index) => [0xffc2 + index, number] as const),
]
/** Keys of the keypad without num lock, in the order of their keysyms, as the ones that they stand for. */
const keypad = [0xff50, 0xff51, 0xff52, 0xff53, 0xff54, 0xff55, 0xff56, 0xff57, undefined, 0xff63, 0xffff]

const keys = new Map<number, SpecialKey>([
  ...letters.map(([keysym, final]) => [keysym, { final, application: true }] as const),
  ...numbers.map(([keysym, number]) => [keysym, { final: '~', number }] as const),
  ...Array.from('PQRS', (final, index) => [0xffbe + index, { final, application: true, number: 1 }] as const),
])

export function specialKey(keysym: number): SpecialKey | undefined {
  return keys.get(keysym >= 0xff95 && keysym <= 0xff9f ? (keypad[keysym - 0xff95] ?? 0) : keysym)
}

/** `0` to `9` and the signs beside them. */
export function keypadText(keysym: number): string | undefined {
  return keysym === 0xffbd ? '=' : keysym >= 0xffaa && keysym <= 0xffb9 ? '*+,-./0123456789'[keysym - 0xffaa] : undefined
}
