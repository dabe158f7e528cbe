/** One line of a guest's config file, kept as it was written so that what nobody edits is written back unchanged. */
export interface ConfigLine {
  readonly text: string
  readonly kind: 'key' | 'comment' | 'blank' | 'garbage'
  /** '' unless kind is `key` */
  readonly key: string
  /** The text after the colon (or `=` for raw `lxc.` keys), without the space around it; '' unless kind is `key`. */
  readonly value: string
}

const form = /^([a-zA-Z][\w-]*):[ \t]*(.*?)[ \t]*\r?$/
const rawLxcForm = /^(lxc\.[\w.-]+)[ \t]*[:=][ \t]*(.*?)[ \t]*\r?$/

export function readLine(text: string): ConfigLine {
  const first = text.charCodeAt(0)
  if (first === 0x23) return { text, kind: 'comment', key: '', value: '' }
  const match = form.exec(text) ?? (first === 0x6c ? rawLxcForm.exec(text) : null)
  if (match) return { text, kind: 'key', key: match[1] as string, value: match[2] as string }
  return { text, kind: text.trim() === '' ? 'blank' : 'garbage', key: '', value: '' }
}

/** A new line for a key. The value must be a single line. */
export function keyLine(key: string, value: string): ConfigLine {
  return { text: `${key}: ${value}`, kind: 'key', key, value }
}

export function commentLine(text: string): ConfigLine {
  return { text: `#${text}`, kind: 'comment', key: '', value: '' }
}
