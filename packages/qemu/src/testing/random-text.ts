import type { Pick } from './random-numbers.ts'

const classes: Readonly<Record<string, string>> = { d: '0123456789', w: 'abcXYZ019_', s: ' ', S: 'ab1-' }
const printable = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+:;/@%()[]{}!?*#&$^~' "
const most = 4

/** A text that a pattern accepts, for the notation that the schema's patterns use: groups, choices, classes, repetition. */
export function randomText(pattern: string, pick: Pick): string {
  let at = 0
  const next = () => pattern[at++] as string

  function choices(): string {
    const found = [sequence()]
    while (pattern[at] === '|') {
      at++
      found.push(sequence())
    }
    return found[pick(found.length)] as string
  }

  function sequence(): string {
    let text = ''
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
      const from = at
      let part = atom()
      const [lowest, highest] = repetition()
      const end = at
      const times = lowest + pick(highest - lowest + 1)
      if (times === 0) part = ''
      for (let again = 1; again < times; again++) {
        at = from
        part += atom()
      }
      at = end
      text += part
    }
    return text
  }

  function repetition(): [number, number] {
    const sign = pattern[at]
    if (sign === '?') return (at++, [0, 1])
    if (sign === '*') return (at++, [0, most])
    if (sign === '+') return (at++, [1, most])
    const counted = /^\{(\d*)(,?)(\d*)\}/.exec(pattern.slice(at))
    if (!counted) return [1, 1]
    at += counted[0].length
    const lowest = Number(counted[1] || 0)
    return [lowest, counted[2] === '' ? lowest : Number(counted[3] || lowest + most)]
  }

  function atom(): string {
    const sign = next()
    if (sign === '^' || sign === '$') return ''
    if (sign === '.') return printable[pick(26)] as string
    if (sign === '\\') return escaped(next())
    if (sign === '[') return oneOf(characterClass())
    if (sign !== '(') return sign
    const flags = /^\?(?:\^?:)/.exec(pattern.slice(at))
    if (flags) at += flags[0].length
    const text = choices()
    at++
    return text
  }

  function escaped(letter: string): string {
    const set = classes[letter]
    return set === undefined ? letter : oneOf(set)
  }

  function characterClass(): string {
    const not = pattern[at] === '^'
    if (not) at++
    let set = ''
    while (pattern[at] !== ']') {
      const sign = next()
      const first = sign === '\\' ? next() : sign
      if (sign === '\\' && classes[first] !== undefined) set += classes[first]
      else if (pattern[at] === '-' && pattern[at + 1] !== ']') {
        at++
        const last = next()
        for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code++) set += String.fromCharCode(code)
      } else set += first
    }
    at++
    // A comma parts the members of a property string.
    return not ? [...printable].filter(letter => !set.includes(letter) && letter !== ' ').join('') : set
  }

  function oneOf(set: string): string {
    return set[pick(set.length)] as string
  }

  return choices()
}
