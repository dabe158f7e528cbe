import { answersNothing } from './sequence-rules.ts'

type State = 'text' | 'escape' | 'control' | 'string'

/** Longer sequences are none that a program sends. */
const longestControl = 256
const longestString = 4096

const special = /[\u0005\u001b\u0080-\u009f]/g
/** One character that begins what `ESC` and another begin too. */
const shortForms: Readonly<Record<string, string>> = {
  '\u0090': 'P',
  '\u0098': 'X',
  '\u009a': 'Z',
  '\u009b': '[',
  '\u009d': ']',
  '\u009e': '^',
  '\u009f': '_',
}

/**
 * Takes out of a program's output what makes a terminal answer, or act on more than its own screen: queries, the
 * clipboard, printing. The emulator here answers, once, however many look; what a program prints never becomes
 * something that a viewer types. Sequences come out whole, so that a viewer may join between any two pieces.
 */
export class QueryFilter {
  #state: State = 'text'
  /** The sequence so far; `ESC` and a character also where its short form was used. */
  #held = ''

  push(text: string): string {
    let out = ''
    let at = 0
    while (at < text.length) {
      if (this.#state === 'text') {
        special.lastIndex = at
        const found = special.exec(text)?.index ?? text.length
        out += text.slice(at, found)
        at = found
        if (at < text.length) out += this.#begin(text[at] as string)
      } else out += this.#continue(text[at] as string)
      at += 1
    }
    return out
  }

  #begin(char: string): string {
    this.#state = 'text'
    this.#held = ''
    if (char === '\u0005') return ''
    if (char !== '\u001b') {
      const form = shortForms[char]
      if (form === undefined) return char
      this.#held = '\u001b'
      return this.#escape(form)
    }
    this.#state = 'escape'
    this.#held = char
    return ''
  }

  #continue(char: string): string {
    if (char === '\u0018' || char === '\u001a') return this.#end(char)
    if (this.#state === 'string') return this.#string(char)
    if (char === '\u001b' || (char >= '\u0080' && char <= '\u009f')) return this.#begin(char)
    // Other control characters act at once, also within a sequence.
    if (char < ' ') return char === '\u0005' ? '' : char
    return this.#state === 'escape' ? this.#escape(char) : this.#control(char)
  }

  #end(text: string): string {
    this.#state = 'text'
    this.#held = ''
    return text
  }

  #escape(char: string): string {
    this.#held += char
    if (this.#held.length === 2 && '[P]X^_'.includes(char)) {
      this.#state = char === '[' ? 'control' : 'string'
      return ''
    }
    if (char <= '/' && this.#held.length < longestControl) {
      this.#state = 'escape'
      return ''
    }
    return this.#end(answersNothing(this.#held) ? this.#held : '')
  }

  #control(char: string): string {
    if (char > '~') return this.#end(char === '\u007f' ? '' : char)
    if (this.#held.length < longestControl) this.#held += char
    if (char < '@') return ''
    return this.#end(this.#held.length < longestControl && answersNothing(this.#held) ? this.#held : '')
  }

  #string(char: string): string {
    const ends = char === '\u0007' || char === '\u001b' || char === '\u009c'
    if (!ends) {
      if (this.#held.length < longestString) this.#held += char
      return ''
    }
    const kept = this.#held.length < longestString && answersNothing(this.#held) ? `${this.#held}\u0007` : ''
    this.#end('')
    return char === '\u001b' ? kept + this.#begin(char) : kept
  }
}
