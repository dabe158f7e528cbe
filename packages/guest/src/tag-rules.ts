import { clusterOptions } from '@quorate/contract/cluster/options'
import { ColonConfig, compilePropertyString, Refusal, type PropertyStringSchema } from '@quorate/schema'
import { splitTags, type TagPolicy } from './tags.ts'

/** What datacenter.cfg says about tags. */
export interface TagRules {
  readonly caseSensitive: boolean
  /** Kept in the order in which they were written. */
  readonly keepOrder: boolean
  readonly policy: Omit<TagPolicy, 'allowed'>
  /** Tags of `user-allow-list`. */
  readonly listed: readonly string[]
}

const { 'tag-style': style, 'user-tag-access': access } = clusterOptions.update.parameters

/** A setting that cannot be read counts as none, but the one that says which tags users may set: then they may set none. */
export function tagRules(datacenterConfig: string | undefined): TagRules {
  const config = ColonConfig.parse(datacenterConfig ?? '')
  const members = (schema: unknown, text: string | undefined) => {
    const parsed = text === undefined ? {} : compilePropertyString(schema as PropertyStringSchema).parse(text)
    return parsed instanceof Refusal ? undefined : (parsed as Readonly<Record<string, unknown>>)
  }
  const styles = members(style, config.get('tag-style'))
  const users = members(access, config.get('user-tag-access'))
  return {
    caseSensitive: styles?.['case-sensitive'] === true,
    keepOrder: styles?.['ordering'] === 'config',
    policy: {
      registered: splitTags(config.get('registered-tags') ?? ''),
      userTags: users ? ((users['user-allow'] as TagPolicy['userTags'] | undefined) ?? 'free') : 'none',
    },
    listed: splitTags(String(users?.['user-allow-list'] ?? '')),
  }
}
