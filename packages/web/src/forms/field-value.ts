/** What a control holds: a number that is only half typed stays a text. */
export type FieldValue = string | number | boolean | undefined

/** The number that a text is, or the text itself while it is none (`1.`). */
export function typedNumber(text: string): string | number | undefined {
  if (text === '') return undefined
  const value = Number(text)
  return String(value) === text ? value : text
}

/** On and off as the API writes them: 1, '1', true; undefined: neither. */
export function isOn(value: unknown): boolean | undefined {
  if (value === undefined || value === null || value === '') return undefined
  return value === true || value === 1 || value === '1' || value === 'on' || value === 'yes'
}
