import { Failure } from '@quorate/schema'
import { readJson } from '@quorate/storage'
import type { Registry } from './registry.ts'

const longestPage = 4 << 20
const mostPages = 100
const mostTags = 50_000

/** Where the next page is, by the header `Link: </v2/x/tags/list?last=b&n=100>; rel="next"`; undefined: this was the last. */
function nextPage(link: string | undefined, at: URL): URL | undefined {
  const target = /<([^>]{1,4096})>\s*;\s*rel="?next"?/i.exec(link ?? '')?.[1]
  return target !== undefined && URL.canParse(target, at.href) ? new URL(target, at.href) : undefined
}

/** All tags of a repository, in the registry's order. */
export async function listTags(registry: Registry): Promise<string[]> {
  const begin = registry.url('tags/list')
  const tags = new Set<string>()
  begin.searchParams.set('n', '1000')
  let at: URL | undefined = begin
  for (let page = 0; at; page += 1) {
    if (page >= mostPages)
      throw new Failure(`registry '${begin.host}' has more than ${mostPages} pages of tags for '${registry.reference.repository}'`)
    const { body, headers } = await registry.read(at, longestPage)
    const list = readJson(`tags of '${registry.reference.repository}'`, body).tags
    for (const tag of Array.isArray(list) ? list : []) {
      if (typeof tag === 'string' && /^\w[\w.-]{0,127}$/.test(tag)) tags.add(tag)
    }
    if (tags.size > mostTags)
      throw new Failure(`registry '${begin.host}' has more than ${mostTags} tags for '${registry.reference.repository}'`)
    const next = nextPage(headers.link?.toString(), at)
    // A page elsewhere would get the token.
    if (next && (next.origin !== begin.origin || next.pathname !== begin.pathname)) {
      throw new Failure(`registry '${begin.host}' lists more tags of '${registry.reference.repository}' in a place that is not its own`)
    }
    at = next
  }
  return [...tags]
}
