import { Failure } from '@quorate/schema'

/** Splits the key `args` at white space as a shell does: quotes and backslashes keep it together. Nothing is expanded or executed. */
export function splitArguments(text: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    if (quote === "'") {
      if (character === "'") quote = ''
      else word += character
    } else if (character === '\\' && at + 1 < text.length && (quote === '' || '"\\$`'.includes(text[at + 1] as string))) {
      word = (word ?? '') + text[++at]
    } else if (quote === '"') {
      if (character === '"') quote = ''
      else word += character
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + character
  }
  if (quote !== '') throw new Failure(`args: the quote ${quote} is not closed`)
  if (word !== undefined) words.push(word)
  return words
}
