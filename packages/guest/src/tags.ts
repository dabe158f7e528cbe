import { Failure } from '@quorate/schema'

const form = /^[a-z0-9_][a-z0-9_\-+.]*$/i

/** Splits a list of tags at `;`, `,` and spaces. */
export function splitTags(text: string): string[] {
  return text.split(/[;,\s]+/).filter(Boolean)
}

/** The list as it is kept in a config: lower case unless case matters, each once, sorted unless their order is, joined by `;`. Fails on a tag of a wrong form. */
export function normalTags(text: string, options: { caseSensitive?: boolean; keepOrder?: boolean } = {}): string {
  const tags = splitTags(text).map(tag => (options.caseSensitive ? tag : tag.toLowerCase()))
  const bad = tags.find(tag => !form.test(tag))
  if (bad !== undefined) {
    throw new Failure(`tag '${bad}' may hold only letters, digits and _ - + . and starts with a letter, a digit or _`, {
      status: 400,
      errors: { tags: `invalid tag '${bad}'` },
    })
  }
  const unique = [...new Set(tags)]
  return (options.keepOrder ? unique : unique.toSorted()).join(';')
}

/** What user-tag-access and registered-tags of datacenter.cfg say about one caller. */
export interface TagPolicy {
  /** Tags that nobody but an administrator may set or take away. */
  readonly registered: readonly string[]
  /** `free`: any other tag. `existing` and `list`: only those in `allowed`. `none`: no tag at all. */
  readonly userTags: 'free' | 'existing' | 'list' | 'none'
  readonly allowed: readonly string[]
}

/** Refuses a change of tags that the policy does not let a person make who is no administrator. */
export function checkTagChange(before: string, after: string, policy: TagPolicy): void {
  const old = new Set(splitTags(before))
  const wanted = new Set(splitTags(after))
  for (const tag of old.symmetricDifference(wanted)) {
    if (policy.registered.includes(tag))
      throw new Failure(`tag '${tag}' is registered: only an administrator may set or remove it`, { status: 403 })
    if (policy.userTags === 'none') throw new Failure(`tag '${tag}' cannot be changed: users may not change tags here`, { status: 403 })
    if (policy.userTags !== 'free' && !policy.allowed.includes(tag)) {
      throw new Failure(`tag '${tag}' is not among the allowed tags`, { status: 403 })
    }
  }
}
