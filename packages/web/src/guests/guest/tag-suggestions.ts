/** What the datacenter's options say about tags. */
export interface TagRules {
  readonly 'registered-tags'?: readonly string[] | string
  readonly 'user-tag-access'?: { readonly 'user-allow-list'?: string }
}

const split = (text: readonly string[] | string | undefined): readonly string[] =>
  typeof text === 'string' ? text.split(';').filter(Boolean) : (text ?? [])

/** Tags to offer: those that other guests bear and those that the datacenter names, without those that are there already. */
export function tagSuggestions(
  guests: Iterable<{ readonly tags: readonly string[] }>,
  rules: TagRules | undefined,
  present: readonly string[],
): readonly string[] {
  const known = new Set([...split(rules?.['registered-tags']), ...split(rules?.['user-tag-access']?.['user-allow-list'])])
  for (const { tags } of guests) for (const tag of tags) known.add(tag)
  for (const tag of present) known.delete(tag)
  return [...known].toSorted((a, b) => a.localeCompare(b))
}

/** Whether a text can be a tag: letters, digits and `_ - + .`, beginning with a letter, a digit or `_`. */
export const isTag = (text: string): boolean => /^[a-z0-9_][a-z0-9_\-+.]*$/i.test(text)
