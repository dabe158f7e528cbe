export type PasswordStrength = 'short' | 'weak' | 'fair' | 'good' | 'strong'

/** Least length that the server takes. */
export const leastLength = 8

const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/]
const sizes = [26, 26, 10, 33]
const habits = ['password', 'passwort', 'qwerty', 'qwertz', 'admin', 'root', 'welcome', 'letmein', 'secret', 'geheim', 'proxmox', 'quorate']

/** Characters that follow from the one before: `aaa`, `abc`, `321`. */
function predictable(text: string): number {
  let count = 0
  let last: number | undefined
  for (let index = 1; index < text.length; index += 1) {
    const step = text.charCodeAt(index) - text.charCodeAt(index - 1)
    if (Math.abs(step) <= 1 && step === last) count += 1
    last = step
  }
  return count
}

/** How many bits a guesser has to try, roughly: for a hint, not for a rule. `names`: what everybody would try, such as the user's name. */
export function passwordBits(password: string, names: readonly string[] = []): number {
  let rest = password
  for (const habit of [...names, ...habits]) {
    if (habit.length < 3) continue
    // A known word is worth about one character.
    const at = rest.toLowerCase().indexOf(habit.toLowerCase())
    if (at >= 0) rest = `${rest.slice(0, at)}x${rest.slice(at + habit.length)}`
  }
  const alphabet = classes.reduce((sum, one, index) => sum + (one.test(rest) ? (sizes[index] ?? 0) : 0), 0)
  const length = Math.max(0, rest.length - predictable(rest))
  return alphabet === 0 ? 0 : length * Math.log2(alphabet)
}

export function passwordStrength(password: string, names: readonly string[] = []): PasswordStrength {
  if (password.length < leastLength) return 'short'
  const bits = passwordBits(password, names)
  if (bits < 36) return 'weak'
  if (bits < 56) return 'fair'
  return bits < 80 ? 'good' : 'strong'
}
